package io.cosymesh.audio.encode;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;

import io.cosymesh.audio.confinement.CodecProcess;
import io.cosymesh.audio.confinement.Confinement;
import io.cosymesh.audio.confinement.Ffmpeg;

/**
 * Encodes in a confined codec process that is fed while its output is read. Whoever
 * doesn't read it stops the feeding, through both pipes.
 */
final class CodecEncoder {

	private static final int BUFFERED_PARTS = 4;

	private static final int PART_BYTES = 4096;

	private static final Duration END = Duration.ofSeconds(10);

	private final Ffmpeg ffmpeg;

	private final Confinement confinement;

	private final Scheduler scheduler;

	CodecEncoder(Ffmpeg ffmpeg, Confinement confinement, Scheduler scheduler) {
		this.ffmpeg = ffmpeg;
		this.confinement = confinement;
		this.scheduler = scheduler;
	}

	Flux<DataBuffer> encode(Codec codec, Flux<DataBuffer> pcm, DataBufferFactory buffers) {
		return Flux.using(() -> start(codec), (process) -> run(process, pcm, buffers), CodecProcess::close)
			.subscribeOn(this.scheduler);
	}

	private CodecProcess start(Codec codec) throws IOException {
		List<String> missing = this.ffmpeg.missing();
		if (!missing.isEmpty()) {
			throw new EncoderMissingException(codec.format(), missing);
		}
		return this.ffmpeg.startFilter(codec.arguments(), this.confinement);
	}

	private Flux<DataBuffer> run(CodecProcess process, Flux<DataBuffer> pcm, DataBufferFactory buffers) {
		Flux<DataBuffer> encoded = Flux.<DataBuffer>generate((sink) -> read(process, buffers, sink))
			.subscribeOn(this.scheduler)
			.concatWith(Flux.defer(() -> requireSuccess(process)));
		return encoded.mergeWith(feed(process, pcm));
	}

	private static void read(CodecProcess process, DataBufferFactory buffers, SynchronousSink<DataBuffer> sink) {
		byte[] part = new byte[PART_BYTES];
		try {
			int length = process.output().read(part);
			if (length < 0) {
				sink.complete();
			}
			else {
				sink.next(buffers.wrap(Arrays.copyOf(part, length)));
			}
		}
		catch (IOException _) {
			requireAbandoned(process, "gives no more audio");
			sink.complete();
		}
	}

	private Flux<DataBuffer> feed(CodecProcess process, Flux<DataBuffer> pcm) {
		// Copied and released at once: whoever cancels or discards later finds nothing
		// that could be released a second time.
		return pcm.map(CodecEncoder::copy)
			.publishOn(this.scheduler, BUFFERED_PARTS)
			.doOnNext((part) -> write(part, process))
			.doOnComplete(() -> finish(process))
			.thenMany(Flux.empty());
	}

	private static byte[] copy(DataBuffer buffer) {
		try {
			byte[] part = new byte[buffer.readableByteCount()];
			buffer.read(part);
			return part;
		}
		finally {
			DataBufferUtils.release(buffer);
		}
	}

	private static void write(byte[] part, CodecProcess process) {
		try {
			process.input().write(part);
			process.input().flush();
		}
		catch (IOException _) {
			requireAbandoned(process, "takes no more speech");
		}
	}

	private static void finish(CodecProcess process) {
		try {
			process.input().close();
		}
		catch (IOException _) {
			requireAbandoned(process, "takes no more speech");
		}
	}

	private static void requireAbandoned(CodecProcess process, String failure) {
		// Without the cause: a broken pipe would be taken for a listener who left.
		if (!process.isAbandoned()) {
			throw new EncoderFailedException(failure);
		}
	}

	private Flux<DataBuffer> requireSuccess(CodecProcess process) {
		return Mono.fromCallable(() -> process.await(END))
			.subscribeOn(this.scheduler)
			.flatMapMany((exitCode) -> exitCode.equals(OptionalInt.of(0)) ? Flux.empty()
					: Flux.error(new EncoderFailedException("ended with " + exitCode)));
	}

}
