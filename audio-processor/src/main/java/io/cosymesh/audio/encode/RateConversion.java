package io.cosymesh.audio.encode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.dsp.signal.Resampler;

/**
 * Converts a stream of speech to another sample rate while it passes, whatever its
 * buffers are cut at.
 */
final class RateConversion {

	private final Resampler resampler;

	private final DataBufferFactory buffers;

	private byte[] halfSample = new byte[0];

	private RateConversion(Resampler resampler, DataBufferFactory buffers) {
		this.resampler = resampler;
		this.buffers = buffers;
	}

	/**
	 * Converts a stream.
	 * @param pcm speech in {@link PcmFormat}, whole samples in all
	 * @param sampleRate samples per second wanted
	 * @param buffers makes the buffers of the result
	 * @return the same speech at the other rate
	 */
	static Flux<DataBuffer> convert(Flux<DataBuffer> pcm, int sampleRate, DataBufferFactory buffers) {
		if (sampleRate == PcmFormat.SAMPLE_RATE) {
			return pcm;
		}
		return Flux.defer(() -> {
			RateConversion conversion = new RateConversion(new Resampler(PcmFormat.SAMPLE_RATE, sampleRate), buffers);
			return pcm.map(conversion::next)
				.concatWith(Mono.fromSupplier(conversion::last))
				.filter((buffer) -> buffer.readableByteCount() > 0);
		});
	}

	private DataBuffer next(DataBuffer buffer) {
		int held = this.halfSample.length;
		byte[] bytes = new byte[held + buffer.readableByteCount()];
		System.arraycopy(this.halfSample, 0, bytes, 0, held);
		buffer.read(bytes, held, bytes.length - held);
		DataBufferUtils.release(buffer);
		int whole = bytes.length - bytes.length % PcmFormat.BYTES_PER_SAMPLE;
		this.halfSample = (whole < bytes.length) ? new byte[] { bytes[whole] } : new byte[0];
		ByteBuffer samples = ByteBuffer.wrap(bytes, 0, whole).order(ByteOrder.LITTLE_ENDIAN);
		float[] speech = new float[whole / PcmFormat.BYTES_PER_SAMPLE];
		for (int i = 0; i < speech.length; i++) {
			speech[i] = samples.getShort();
		}
		return encoded(this.resampler.process(speech));
	}

	private DataBuffer last() {
		return encoded(this.resampler.finish());
	}

	private DataBuffer encoded(float[] speech) {
		ByteBuffer samples = ByteBuffer.allocate(speech.length * PcmFormat.BYTES_PER_SAMPLE)
			.order(ByteOrder.LITTLE_ENDIAN);
		for (float sample : speech) {
			samples.putShort((short) Math.clamp(Math.round(sample), Short.MIN_VALUE, Short.MAX_VALUE));
		}
		return this.buffers.wrap(samples.array());
	}

}
