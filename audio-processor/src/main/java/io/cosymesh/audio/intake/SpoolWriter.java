package io.cosymesh.audio.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.springframework.util.unit.DataSize;

import io.cosymesh.audio.acceptance.RecordingRefusedException;
import io.cosymesh.audio.acceptance.Refusal;

/**
 * Writes an upload to its file and no byte more than allowed.
 */
final class SpoolWriter implements AutoCloseable {

	private final FileChannel channel;

	private final long limit;

	private long written;

	private SpoolWriter(FileChannel channel, long limit) {
		this.channel = channel;
		this.limit = limit;
	}

	static SpoolWriter create(Path file, long limit) throws IOException {
		return new SpoolWriter(FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))), limit);
	}

	void write(byte[] part) {
		this.written += part.length;
		if (this.written > this.limit) {
			throw new RecordingRefusedException(new Refusal.TooLarge(DataSize.ofBytes(this.limit)));
		}
		try {
			writeFully(ByteBuffer.wrap(part));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void requireContent() {
		if (this.written == 0) {
			throw new RecordingRefusedException(new Refusal.Empty());
		}
	}

	private void writeFully(ByteBuffer part) throws IOException {
		while (part.hasRemaining()) {
			this.channel.write(part);
		}
	}

	@Override
	public void close() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
