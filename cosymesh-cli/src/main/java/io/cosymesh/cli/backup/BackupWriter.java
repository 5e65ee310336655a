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
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
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
	 * @param voices the directory
	 * @param people the gateway's database, which nobody changes either
	 * @param target the file to write
	 * @return how many files went in
	 */
	static int write(Path voices, Optional<Path> people, Path target) {
		try {
			Path scratch = Files.createTempFile(Optional.ofNullable(target.getParent()).orElse(Path.of("/")),
					"." + target.getFileName(), ".new",
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
			try {
				SortedMap<String, Path> files = filesOf(voices);
				people.ifPresent((database) -> files.put(BackupEntry.PEOPLE, database));
				fill(scratch, files);
				Files.move(scratch, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
				return files.size();
			}
			finally {
				Files.deleteIfExists(scratch);
			}
		}
		catch (IOException | UncheckedIOException ex) {
			throw CommandFailure.because("the backup can't be written: " + ex);
		}
	}

	private static void fill(Path scratch, SortedMap<String, Path> files) throws IOException {
		StringBuilder checksums = new StringBuilder();
		try (FileChannel channel = FileChannel.open(scratch, StandardOpenOption.WRITE);
				OutputStream out = Channels.newOutputStream(channel);
				ZipOutputStream zip = new ZipOutputStream(out)) {
			zip.setLevel(Deflater.BEST_SPEED);
			for (Map.Entry<String, Path> file : files.entrySet()) {
				zip.putNextEntry(new ZipEntry(file.getKey()));
				checksums.append(Checksum.copy(file.getValue(), zip)).append("  ").append(file.getKey()).append('\n');
				zip.closeEntry();
			}
			zip.putNextEntry(new ZipEntry(BackupEntry.CHECKSUMS));
			zip.write(checksums.toString().getBytes(StandardCharsets.UTF_8));
			zip.closeEntry();
			zip.finish();
			channel.force(true);
		}
	}

	private static SortedMap<String, Path> filesOf(Path voices) throws IOException {
		try (Stream<Path> files = Files.walk(voices, 3)) {
			return files.filter(Files::isRegularFile)
				.map((file) -> voices.relativize(file).toString())
				.filter(BackupEntry::isKept)
				.collect(Collectors.toMap(Function.identity(), voices::resolve, (first, _) -> first, TreeMap::new));
		}
	}

}
