package io.cosymesh.backend.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Audio on disk, a file each.
 */
final class DiskAudioStore implements AudioStore {

	private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
		.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

	private static final String EXTENSION = ".pcm";

	private static final String PART = ".part";

	/** Writing a file takes seconds at most. */
	private static final Duration REST_AFTER = Duration.ofMinutes(10);

	/** Room to keep a prompt of the greatest length: less is as good as none. */
	private static final long ROOM_FOR_A_PROMPT = 2L << 20;

	private final Path directory;

	private final InstantSource clock;

	DiskAudioStore(Path directory, InstantSource clock) {
		this.directory = directory;
		this.clock = clock;
	}

	@Override
	public AudioKey store(String folder, byte[] audio) {
		AudioKey key = AudioKey.of(folder, audio);
		try {
			Path parent = this.directory.resolve(folder);
			Files.createDirectories(parent, OWNER_ONLY);
			write(audio, parent, file(key));
			// The name of the file, and of its folder, are in the folders above.
			force(parent);
			force(this.directory);
			return key;
		}
		catch (IOException ex) {
			throw failure(ex, audio.length);
		}
	}

	@Override
	public Optional<byte[]> read(AudioKey key) {
		try {
			byte[] audio = Files.readAllBytes(file(key));
			if (!AudioKey.of(key.folder(), audio).equals(key)) {
				throw new StorageException.Damaged(key);
			}
			return Optional.of(audio);
		}
		catch (NoSuchFileException _) {
			return Optional.empty();
		}
		catch (IOException ex) {
			throw failure(ex, 0);
		}
	}

	@Override
	public boolean contains(AudioKey key) {
		return Files.exists(file(key));
	}

	@Override
	public void delete(AudioKey key) {
		delete(file(key));
		Path folder = this.directory.resolve(key.folder());
		if (folder.getParent() != null && !folder.getParent().equals(this.directory)) {
			deleteIfEmpty(folder);
		}
	}

	@Override
	public List<StoredAudio> list(String folder) {
		return files(this.directory.resolve(folder), EXTENSION).map(this::stored).flatMap(Optional::stream).toList();
	}

	@Override
	public void deleteRests() {
		Instant before = this.clock.instant().minus(REST_AFTER);
		files(this.directory, PART).filter((file) -> isOlder(file, before)).forEach(this::delete);
	}

	@Override
	public void check() {
		if (!Files.isDirectory(this.directory)) {
			throw new StorageException.Unavailable("missing", new NoSuchFileException(this.directory.toString()));
		}
		if (!Files.isWritable(this.directory)) {
			throw new StorageException.Unavailable("read-only", new AccessDeniedException(this.directory.toString()));
		}
		if (!hasRoom(ROOM_FOR_A_PROMPT)) {
			throw new StorageException.Full(null);
		}
	}

	/**
	 * Links everything that is kept into another folder, or copies it where that is on
	 * another disk.
	 * @param target a folder outside of those that hold audio
	 */
	void linkTo(Path target) {
		files(this.directory, EXTENSION).map(this::stored).flatMap(Optional::stream).forEach((audio) -> {
			Path file = file(audio.key());
			Path link = target.resolve(this.directory.relativize(file));
			try {
				Files.createDirectories(target.resolve(audio.key().folder()), OWNER_ONLY);
				link(file, link);
			}
			catch (FileAlreadyExistsException | NoSuchFileException _) {
				// linked before, or gone meanwhile
			}
			catch (IOException ex) {
				throw failure(ex, 0);
			}
		});
	}

	private static void link(Path file, Path link) throws IOException {
		try {
			Files.createLink(link, file);
		}
		catch (FileAlreadyExistsException | NoSuchFileException ex) {
			throw ex;
		}
		catch (IOException | UnsupportedOperationException _) {
			Files.copy(file, link);
		}
	}

	/**
	 * Tells a full disk from others. What the operating system says of it depends on its
	 * language, so the room that is left counts as well.
	 */
	StorageException failure(IOException cause, int length) {
		String message = String.valueOf(cause.getMessage());
		if (message.contains("No space left") || message.contains("quota exceeded")
				|| (length > 0 && Files.isWritable(this.directory) && !hasRoom(length))) {
			return new StorageException.Full(cause);
		}
		boolean readOnly = cause instanceof AccessDeniedException || message.contains("Read-only file system")
				|| !Files.isWritable(this.directory);
		return new StorageException.Unavailable(readOnly ? "read-only" : "failing", cause);
	}

	private boolean hasRoom(long bytes) {
		try {
			return Files.getFileStore(this.directory).getUsableSpace() >= bytes;
		}
		catch (IOException _) {
			// whoever can't be asked will say so when it is written to
			return true;
		}
	}

	private Optional<StoredAudio> stored(Path file) {
		String name = file.getFileName().toString();
		String folder = this.directory.relativize(file.getParent()).toString();
		try {
			AudioKey key = new AudioKey(folder, name.substring(0, name.length() - EXTENSION.length()));
			return Optional.of(new StoredAudio(key, Files.size(file), Files.getLastModifiedTime(file).toInstant()));
		}
		catch (IOException | IllegalArgumentException _) {
			// gone meanwhile, or not one of ours
			return Optional.empty();
		}
	}

	private Stream<Path> files(Path folder, String extension) {
		try (Stream<Path> files = Files.walk(folder, 3)) {
			return files.filter((file) -> file.getFileName().toString().endsWith(extension)).toList().stream();
		}
		catch (NoSuchFileException _) {
			return Stream.empty();
		}
		catch (IOException ex) {
			throw failure(ex, 0);
		}
	}

	private static void write(byte[] content, Path folder, Path target) throws IOException {
		Path part = Files.createTempFile(folder, "audio", PART);
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

	private static void force(Path folder) throws IOException {
		try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
			channel.force(true);
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

	private Path file(AudioKey key) {
		return this.directory.resolve(key.folder()).resolve(key.sha256() + EXTENSION);
	}

	private void delete(Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (IOException ex) {
			throw failure(ex, 0);
		}
	}

	private void deleteIfEmpty(Path folder) {
		try {
			Files.deleteIfExists(folder);
		}
		catch (DirectoryNotEmptyException _) {
			// others are still in it
		}
		catch (IOException ex) {
			throw failure(ex, 0);
		}
	}

}
