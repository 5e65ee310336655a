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

	private final CodecEncoder encoder;

	private final EncodeProperties properties;

	SpeechEncoder(CodecEncoder encoder, EncodeProperties properties) {
		this.encoder = encoder;
		this.properties = properties;
	}

	/**
	 * Encodes a stream.
	 * @param format format of the result
	 * @param sampleRate samples per second of the result
	 * @param pcm the speech, at least one sample
	 * @param buffers makes the buffers of the result
	 * @return the encoded stream
	 */
	public Flux<DataBuffer> encode(AudioFormat format, int sampleRate, Flux<DataBuffer> pcm,
			DataBufferFactory buffers) {
		if (!format.sampleRates().contains(sampleRate)) {
			return Flux.error(new SampleRateUnsupportedException(format, sampleRate));
		}
		Flux<DataBuffer> speech = RateConversion.convert(requireWholeSamples(pcm), sampleRate, buffers);
		return switch (format) {
			case PCM -> speech;
			case WAV -> withHeader(speech, sampleRate, buffers);
			case MP3 -> this.encoder.encode(Codec.mp3(sampleRate, this.properties.mp3Bitrate()), speech, buffers);
			case OPUS -> this.encoder.encode(Codec.opus(sampleRate, this.properties.opusBitrate()), speech, buffers);
			case FLAC -> this.encoder.encode(Codec.flac(sampleRate), speech, buffers);
			case AAC -> this.encoder.encode(Codec.aac(sampleRate, this.properties.aacBitrate()), speech, buffers);
		};
	}

	private static Flux<DataBuffer> withHeader(Flux<DataBuffer> speech, int sampleRate, DataBufferFactory buffers) {
		return speech.switchOnFirst((first, rest) -> first.hasValue()
				? rest.startWith(Flux.defer(() -> Flux.just(WavHeader.streamed(sampleRate, buffers)))) : rest);
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
						: Flux.error(new IncompleteSpeechException("The speech to encode"))));
		});
	}

	private static boolean isWhole(long bytes) {
		return bytes > 0 && bytes % PcmFormat.BYTES_PER_SAMPLE == 0;
	}

}
