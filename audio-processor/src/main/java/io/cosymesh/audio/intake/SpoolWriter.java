package io.cosymesh.audio.intake;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.springframework.util.unit.DataSize;

import io.cosymesh.audio.acceptance.RecordingRefusedException;
import io.cosymesh.audio.acceptance.Refusal;

/**
 * Writes an upload to its file and no byte more than allowed.
 */
final class SpoolWriter implements AutoCloseable {

	private final OutputStream output;

	private final long limit;

	private long written;

	private volatile boolean closed;

	private SpoolWriter(OutputStream output, long limit) {
		this.output = output;
		this.limit = limit;
	}

	static SpoolWriter create(Path file, long limit) throws IOException {
		Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		// Unlike a channel, the stream survives the interruption that comes with a
		// cancelled upload.
		return new SpoolWriter(new FileOutputStream(file.toFile()), limit);
	}

	void write(byte[] part) {
		this.written += part.length;
		if (this.written > this.limit) {
			throw new RecordingRefusedException(new Refusal.TooLarge(DataSize.ofBytes(this.limit)));
		}
		try {
			this.output.write(part);
		}
		catch (IOException ex) {
			if (!this.closed) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	void requireContent() {
		if (this.written == 0) {
			throw new RecordingRefusedException(new Refusal.Empty());
		}
	}

	@Override
	public void close() {
		this.closed = true;
		try {
			this.output.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
