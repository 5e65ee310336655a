package io.cosymesh.audio.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;

import org.springframework.util.FileSystemUtils;

/**
 * An upload in a private directory of its own. Deleting waits for whoever uses it, so
 * nothing can be written behind the deletion.
 */
public final class SpooledRecording {

	private final ReentrantLock lock = new ReentrantLock();

	private final Path directory;

	private boolean deleted;

	private SpooledRecording(Path directory) {
		this.directory = directory;
	}

	static SpooledRecording createIn(Path spool, String prefix) throws IOException {
		return new SpooledRecording(Files.createTempDirectory(spool, prefix));
	}

	SpoolWriter writer(long limit) throws IOException {
		return SpoolWriter.create(file(), limit);
	}

	/**
	 * Works with the file, which exists at least as long as that takes.
	 * @param use what to do with it
	 * @param <T> the result
	 * @return the result
	 * @throws IOException if files or processes fail
	 * @throws InterruptedException if nobody waits for the result any more
	 */
	public <T> T use(Use<T> use) throws IOException, InterruptedException {
		this.lock.lockInterruptibly();
		try {
			if (this.deleted) {
				throw new CancellationException("The recording is gone");
			}
			return use.with(file());
		}
		finally {
			this.lock.unlock();
		}
	}

	void delete() {
		this.lock.lock();
		try {
			this.deleted = true;
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	private Path file() {
		return this.directory.resolve("recording");
	}

	/**
	 * Work on a file.
	 *
	 * @param <T> its result
	 */
	@FunctionalInterface
	public interface Use<T> {

		/**
		 * Does the work.
		 * @param file the file
		 * @return the result
		 * @throws IOException if files or processes fail
		 * @throws InterruptedException if nobody waits for the result any more
		 */
		T with(Path file) throws IOException, InterruptedException;

	}

}
