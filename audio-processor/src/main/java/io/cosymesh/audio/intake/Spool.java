package io.cosymesh.audio.intake;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.function.Function;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps uploads as private files for as long as they are worked on: deleted when that
 * ends, fails or is cancelled, and at the next start when the process was killed.
 */
public final class Spool {

	private static final String PREFIX = "recording-";

	private static final int BUFFERED_PARTS = 8;

	private final Path directory;

	private final DataSize limit;

	private final Scheduler scheduler;

	private Spool(Path directory, DataSize limit, Scheduler scheduler) {
		this.directory = directory;
		this.limit = limit;
		this.scheduler = scheduler;
	}

	static Spool in(Path directory, DataSize limit, Scheduler scheduler) throws IOException {
		Path absolute = directory.toAbsolutePath();
		Files.createDirectories(absolute,
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString("rwx------"));
		try (DirectoryStream<Path> left = Files.newDirectoryStream(absolute, PREFIX + "*")) {
			for (Path recording : left) {
				FileSystemUtils.deleteRecursively(recording);
			}
		}
		return new Spool(absolute, limit, scheduler);
	}

	/**
	 * Receives an upload and works with it.
	 * @param upload the bytes, not empty and not more than allowed
	 * @param work what to do with the complete file
	 * @param <T> the result of the work
	 * @return the result
	 */
	public <T> Mono<T> receive(Flux<DataBuffer> upload, Function<SpooledRecording, Mono<T>> work) {
		return Mono.usingWhen(blocking(() -> SpooledRecording.createIn(this.directory, PREFIX)),
				(recording) -> write(upload, recording).then(Mono.defer(() -> work.apply(recording))), this::delete,
				(recording, error) -> delete(recording), this::delete);
	}

	private Mono<Void> write(Flux<DataBuffer> upload, SpooledRecording recording) {
		// Copied and released at once: whoever cancels or discards later finds nothing
		// that could be released a second time.
		return Mono.using(() -> recording.writer(this.limit.toBytes()),
				(writer) -> upload.map(Spool::copy)
					.publishOn(this.scheduler, BUFFERED_PARTS)
					.doOnNext(writer::write)
					.doOnComplete(writer::requireContent)
					.then(),
				SpoolWriter::close);
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

	private Mono<Void> delete(SpooledRecording recording) {
		return Mono.<Void>fromRunnable(recording::delete).subscribeOn(this.scheduler);
	}

	private <T> Mono<T> blocking(Callable<T> work) {
		return Mono.fromCallable(work).subscribeOn(this.scheduler);
	}

}
