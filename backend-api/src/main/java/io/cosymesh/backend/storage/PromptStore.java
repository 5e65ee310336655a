package io.cosymesh.backend.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prompts on disk, each in a file named by its content: written whole or not at all, and
 * checked when read. All methods block.
 */
public final class PromptStore {

	private static final String EXTENSION = ".pcm";

	private final Path directory;

	PromptStore(Path directory) {
		this.directory = directory;
	}

	/**
	 * Keeps a prompt.
	 * @param pcm the prompt in {@link io.cosymesh.contracts.PcmFormat}
	 * @return the address it is found at
	 */
	public PromptKey store(byte[] pcm) {
		PromptKey key = PromptKey.of(pcm);
		try {
			write(pcm, file(key));
			return key;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads a prompt.
	 * @param key the address
	 * @return the prompt, or nothing when it isn't there any more
	 * @throws UncheckedIOException also when the file isn't what was stored
	 */
	public Optional<byte[]> read(PromptKey key) {
		try {
			byte[] pcm = Files.readAllBytes(file(key));
			if (!PromptKey.of(pcm).equals(key)) {
				throw new IOException("Prompt %s is damaged".formatted(key.sha256()));
			}
			return Optional.of(pcm);
		}
		catch (NoSuchFileException _) {
			return Optional.empty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Deletes a prompt, if it is there.
	 * @param key the address
	 */
	public void delete(PromptKey key) {
		delete(file(key));
	}

	/**
	 * Deletes everything else, which is what a crash between storing a prompt and noting
	 * it, or between forgetting and deleting it, leaves behind.
	 * @param known the addresses to keep
	 * @param before what was written since is left alone: another process may be about to
	 * note it
	 * @return the number of files deleted
	 */
	public int keepOnly(Set<PromptKey> known, Instant before) {
		try (Stream<Path> files = Files.list(this.directory)) {
			Set<Path> kept = known.stream().map(this::file).collect(Collectors.toSet());
			List<Path> forgotten = files.filter((file) -> !kept.contains(file) && isOlder(file, before)).toList();
			forgotten.forEach(PromptStore::delete);
			return forgotten.size();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void write(byte[] content, Path target) throws IOException {
		Path part = Files.createTempFile(this.directory, "prompt", ".part");
		try {
			try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
				ByteBuffer buffer = ByteBuffer.wrap(content);
				while (buffer.hasRemaining()) {
					channel.write(buffer);
				}
				channel.force(true);
			}
			Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(part);
		}
	}

	private static boolean isOlder(Path file, Instant than) {
		try {
			return Files.getLastModifiedTime(file).toInstant().isBefore(than);
		}
		catch (IOException _) {
			// gone, or not to be told apart from one that is being written
			return false;
		}
	}

	private Path file(PromptKey key) {
		return this.directory.resolve(key.sha256() + EXTENSION);
	}

	private static void delete(Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
