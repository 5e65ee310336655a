package io.cosymesh.cli.stack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import io.cosymesh.cli.state.PrivateFile;

/**
 * A service's log file: everything its process wrote, over all its starts.
 *
 * @param file the file
 */
record ServiceLog(Path file) {

	private static final long ROLL_AT_BYTES = 32L << 20;

	private static final int TAIL_BYTES = 512 << 10;

	/**
	 * Makes the file ready for another start; one that has grown large is put aside.
	 * @return where the next start will begin to write
	 */
	long prepare() {
		try {
			PrivateFile.touch(this.file);
			if (size() > ROLL_AT_BYTES) {
				Files.move(this.file, this.file.resolveSibling(this.file.getFileName() + ".1"),
						StandardCopyOption.REPLACE_EXISTING);
				PrivateFile.touch(this.file);
			}
			return size();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	long size() {
		try {
			return Files.exists(this.file) ? Files.size(this.file) : 0;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the last lines after a position.
	 */
	List<String> tail(long from, int lines) {
		List<String> all = new String(read(Math.max(from, size() - TAIL_BYTES)), StandardCharsets.UTF_8).lines()
			.toList();
		return all.subList(Math.max(0, all.size() - lines), all.size());
	}

	/**
	 * Returns what was written after a position, a bounded piece of it when it is much.
	 */
	byte[] read(long from) {
		if (!Files.exists(this.file)) {
			return new byte[0];
		}
		try (RandomAccessFile reader = new RandomAccessFile(this.file.toFile(), "r")) {
			byte[] bytes = new byte[Math.clamp(reader.length() - from, 0, TAIL_BYTES)];
			reader.seek(from);
			reader.readFully(bytes);
			return bytes;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
