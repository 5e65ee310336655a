package io.cosymesh.cli.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.cosymesh.cli.console.CommandFailure;

/**
 * Writes a backup: readable for its owner alone, and complete from the moment it has its
 * name.
 */
final class BackupWriter {

	private BackupWriter() {
	}

	/**
	 * Writes database and audio of a directory that nobody changes.
	 * @return how many files went in
	 */
	static int write(Path voices, Path target) {
		try {
			Path scratch = Files.createTempFile(Optional.ofNullable(target.getParent()).orElse(Path.of("/")),
					"." + target.getFileName(), ".new",
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
			try {
				int files = fill(scratch, voices);
				Files.move(scratch, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
				return files;
			}
			finally {
				Files.deleteIfExists(scratch);
			}
		}
		catch (IOException | UncheckedIOException ex) {
			throw CommandFailure.because("the backup can't be written: " + ex);
		}
	}

	private static int fill(Path scratch, Path voices) throws IOException {
		List<String> names = names(voices);
		StringBuilder checksums = new StringBuilder();
		try (FileChannel channel = FileChannel.open(scratch, StandardOpenOption.WRITE);
				OutputStream out = Channels.newOutputStream(channel);
				ZipOutputStream zip = new ZipOutputStream(out)) {
			zip.setLevel(Deflater.BEST_SPEED);
			for (String name : names) {
				zip.putNextEntry(new ZipEntry(name));
				checksums.append(Checksum.copy(voices.resolve(name), zip)).append("  ").append(name).append('\n');
				zip.closeEntry();
			}
			zip.putNextEntry(new ZipEntry(BackupEntry.CHECKSUMS));
			zip.write(checksums.toString().getBytes(StandardCharsets.UTF_8));
			zip.closeEntry();
			zip.finish();
			channel.force(true);
		}
		return names.size();
	}

	private static List<String> names(Path voices) throws IOException {
		try (Stream<Path> files = Files.walk(voices, 3)) {
			return files.filter(Files::isRegularFile)
				.map((file) -> voices.relativize(file).toString())
				.filter(BackupEntry::isKept)
				.sorted()
				.toList();
		}
	}

}
