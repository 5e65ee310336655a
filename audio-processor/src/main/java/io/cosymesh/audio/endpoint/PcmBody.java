package io.cosymesh.audio.endpoint;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.cosymesh.audio.acceptance.RecordingLimits;
import io.cosymesh.audio.acceptance.RecordingRefusedException;
import io.cosymesh.audio.acceptance.Refusal;
import io.cosymesh.audio.encode.IncompleteSpeechException;
import io.cosymesh.contracts.PcmFormat;

/**
 * A prompt in {@link PcmFormat}, short enough to be held in memory.
 */
final class PcmBody {

	private PcmBody() {
	}

	static Mono<byte[]> read(Flux<DataBuffer> pcm, RecordingLimits limits) {
		int bytesPerSecond = PcmFormat.SAMPLE_RATE * PcmFormat.BYTES_PER_SAMPLE;
		int limit = (int) (limits.maxSeconds() * bytesPerSecond);
		return DataBufferUtils.join(pcm, limit)
			.onErrorMap(DataBufferLimitException.class,
					(_) -> new RecordingRefusedException(
							new Refusal.TooLong(limits.maxSeconds(), true, limits.maxSeconds())))
			.map(PcmBody::copy)
			.filter((bytes) -> bytes.length > 0 && bytes.length % PcmFormat.BYTES_PER_SAMPLE == 0)
			.switchIfEmpty(Mono.error(() -> new IncompleteSpeechException("The prompt")));
	}

	private static byte[] copy(DataBuffer buffer) {
		try {
			byte[] bytes = new byte[buffer.readableByteCount()];
			buffer.read(bytes);
			return bytes;
		}
		finally {
			DataBufferUtils.release(buffer);
		}
	}

}
