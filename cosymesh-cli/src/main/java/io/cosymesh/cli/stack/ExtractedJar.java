package io.cosymesh.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

import io.cosymesh.cli.console.CommandFailure;

/**
 * A service's jar laid out as plain jars, which starts about twice as fast as a jar of
 * jars. The folder is named by the jar's content, so that a rebuild never changes files
 * under a running service; its time won't do, reproducible builds always give the same.
 */
final class ExtractedJar {

	private static final String FOLDER = "launch-";

	private final Installation installation;

	ExtractedJar(Installation installation) {
		this.installation = installation;
	}

	/**
	 * Returns the runnable jar of a service, laying it out first when that is still to
	 * do.
	 */
	Path of(MeshService service) {
		Path jar = this.installation.jar(service);
		try {
			Path folder = jar.resolveSibling(FOLDER + fingerprint(jar));
			if (!Files.exists(folder)) {
				removeUnused(this.installation.target(service));
				extract(service, folder);
			}
			return folder.resolve(jar.getFileName());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String fingerprint(Path jar) throws IOException {
		CRC32 names = new CRC32();
		CRC32 contents = new CRC32();
		try (ZipFile zip = new ZipFile(jar.toFile())) {
			zip.stream().forEach((entry) -> {
				names.update(entry.getName().getBytes(StandardCharsets.UTF_8));
				contents.update(ByteBuffer.allocate(Long.BYTES).putLong(entry.getCrc()).array());
			});
		}
		return "%08x%08x".formatted(names.getValue(), contents.getValue());
	}

	private void extract(MeshService service, Path folder) throws IOException {
		Path jar = this.installation.jar(service);
		Path scratch = Files.createTempDirectory(this.installation.target(service), ".launch");
		Process tool = new ProcessBuilder(this.installation.java().toString(), "-XX:+UseSerialGC",
				"-XX:TieredStopAtLevel=1", "-Djarmode=tools", "-jar", jar.toString(), "extract", "--force",
				"--destination", scratch.toString())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		if (tool.onExit().join().exitValue() != 0) {
			delete(scratch);
			throw CommandFailure.because("%s can't be laid out; build it anew".formatted(jar));
		}
		try {
			Files.move(scratch, folder, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (FileSystemException ex) {
			// Another command was quicker; its folder holds the same files.
			delete(scratch);
		}
	}

	private static void removeUnused(Path target) throws IOException {
		try (Stream<Path> files = Files.list(target)) {
			for (Path old : files.filter((file) -> file.getFileName().toString().startsWith(FOLDER)).toList()) {
				if (ProcessHandle.allProcesses().noneMatch((process) -> runsFrom(process, old))) {
					delete(old);
				}
			}
		}
	}

	private static boolean runsFrom(ProcessHandle process, Path folder) {
		return process.info().commandLine().filter((line) -> line.contains(folder.toString())).isPresent();
	}

	private static void delete(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.deleteIfExists(file);
			}
		}
	}

}
