package io.cosymesh.audio.encode;

import java.util.concurrent.atomic.AtomicLong;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;

import reactor.core.publisher.Flux;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.audio.AudioFormat;

/**
 * Encodes a stream of speech in {@link PcmFormat} while it arrives. A stream that fails
 * or breaks off inside a sample ends with an error, never as if it were complete.
 */
public final class SpeechEncoder {

	private final Mp3Encoder mp3;

	SpeechEncoder(Mp3Encoder mp3) {
		this.mp3 = mp3;
	}

	/**
	 * Encodes a stream.
	 * @param format format of the result
	 * @param pcm the speech, at least one sample
	 * @param buffers makes the buffers of the result
	 * @return the encoded stream
	 */
	public Flux<DataBuffer> encode(AudioFormat format, Flux<DataBuffer> pcm, DataBufferFactory buffers) {
		Flux<DataBuffer> whole = requireWholeSamples(pcm);
		return switch (format) {
			case PCM -> whole;
			case WAV -> whole.switchOnFirst((first, rest) -> first.hasValue()
					? rest.startWith(Flux.defer(() -> Flux.just(WavHeader.streamed(buffers)))) : rest);
			case MP3 -> this.mp3.encode(whole, buffers);
		};
	}

	private static Flux<DataBuffer> requireWholeSamples(Flux<DataBuffer> pcm) {
		return Flux.defer(() -> {
			AtomicLong bytes = new AtomicLong();
			return pcm.<DataBuffer>handle((buffer, sink) -> {
				bytes.addAndGet(buffer.readableByteCount());
				if (buffer.readableByteCount() > 0) {
					sink.next(buffer);
				}
				else {
					DataBufferUtils.release(buffer);
				}
			})
				.concatWith(Flux.defer(() -> isWhole(bytes.get()) ? Flux.empty()
						: Flux.error(new IncompleteSpeechException(bytes.get()))));
		});
	}

	private static boolean isWhole(long bytes) {
		return bytes > 0 && bytes % PcmFormat.BYTES_PER_SAMPLE == 0;
	}

}
