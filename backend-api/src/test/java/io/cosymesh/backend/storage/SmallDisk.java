package io.cosymesh.backend.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * A disk of its own that is soon full and can become read-only; mounting it takes root.
 * {@code -Dcosymesh.mounts=required} makes it a failure that this user may not.
 */
final class SmallDisk implements AutoCloseable {

	private final Path directory;

	private SmallDisk(Path directory) {
		this.directory = directory;
	}

	static SmallDisk mount(Path directory, String size) throws Exception {
		Files.createDirectories(directory);
		Result mounted = result("mount", "-t", "tmpfs", "-o", "size=" + size + ",mode=700", "tmpfs",
				directory.toString());
		if (!"required".equals(System.getProperty("cosymesh.mounts"))) {
			assumeThat(mounted.status()).as("mounting a disk: %s", mounted.output()).isZero();
		}
		assertThat(mounted.status()).as("mounting a disk: %s", mounted.output()).isZero();
		return new SmallDisk(directory);
	}

	Path directory() {
		return this.directory;
	}

	/** Writes until nothing fits any more, and returns the file that takes the room. */
	Path fill() throws IOException {
		Path filler = this.directory.resolve("filler");
		try (var out = Files.newOutputStream(filler)) {
			byte[] block = new byte[4096];
			while (true) {
				out.write(block);
			}
		}
		catch (IOException ex) {
			assertThat(ex).hasMessageContaining("No space left");
			return filler;
		}
	}

	void makeReadOnly(boolean readOnly) throws Exception {
		run("mount", "-o", "remount," + (readOnly ? "ro" : "rw"), this.directory.toString());
	}

	private static void run(String... command) throws Exception {
		Result result = result(command);
		assertThat(result.status()).as("%s: %s", String.join(" ", command), result.output()).isZero();
	}

	private static Result result(String... command) throws Exception {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes());
		return new Result(process.waitFor(), output);
	}

	private record Result(int status, String output) {

	}

	@Override
	public void close() throws Exception {
		run("umount", "-l", this.directory.toString());
	}

}
