package io.cosymesh.cli.speak;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A result file that gets its name only when it is complete. A WAV that was streamed
 * can't know its length in its header; it is written there at the end.
 */
final class SpeechFile {

	private static final int RIFF_HEADER = 12;

	private static final int CHUNK_HEADER = 8;

	private final Path file;

	private final Path scratch;

	SpeechFile(Path file) {
		this.file = file.toAbsolutePath();
		this.scratch = this.file.resolveSibling("." + this.file.getFileName() + ".part");
	}

	OutputStream open() throws IOException {
		return Files.newOutputStream(this.scratch);
	}

	void complete() throws IOException {
		fixWavSizes(this.scratch);
		Files.move(this.scratch, this.file, StandardCopyOption.REPLACE_EXISTING);
	}

	void discard() throws IOException {
		Files.deleteIfExists(this.scratch);
	}

	private static void fixWavSizes(Path wav) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(wav.toFile(), "rw")) {
			if (file.length() < RIFF_HEADER || !"RIFF".equals(tag(file, 0))) {
				return;
			}
			writeSize(file, 4, file.length() - CHUNK_HEADER);
			long chunk = RIFF_HEADER;
			while (chunk + CHUNK_HEADER <= file.length() && !"data".equals(tag(file, chunk))) {
				chunk += CHUNK_HEADER + ((readSize(file, chunk + 4) + 1) & ~1L);
			}
			if (chunk + CHUNK_HEADER <= file.length()) {
				writeSize(file, chunk + 4, file.length() - chunk - CHUNK_HEADER);
			}
		}
	}

	private static String tag(RandomAccessFile file, long position) throws IOException {
		byte[] tag = new byte[4];
		file.seek(position);
		file.readFully(tag);
		return new String(tag, StandardCharsets.US_ASCII);
	}

	private static long readSize(RandomAccessFile file, long position) throws IOException {
		byte[] size = new byte[4];
		file.seek(position);
		file.readFully(size);
		return Integer.toUnsignedLong(ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getInt());
	}

	private static void writeSize(RandomAccessFile file, long position, long size) throws IOException {
		file.seek(position);
		file.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) size).array());
	}

}
