package io.cosymesh.cli.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.state.PrivateFile;

/**
 * Reads a backup, and trusts nothing in it but what its checksums vouch for.
 */
final class BackupReader {

	private static final long MAX_CHECKSUMS_BYTES = 256L << 20;

	private BackupReader() {
	}

	/**
	 * Unpacks a backup.
	 * @param target a new directory
	 * @return how many files came out
	 */
	static int unpack(Path file, Path target) {
		try (ZipFile zip = new ZipFile(file.toFile())) {
			Map<String, String> checksums = checksums(zip);
			List<? extends ZipEntry> entries = zip.stream()
				.filter((entry) -> !entry.getName().equals(BackupEntry.CHECKSUMS))
				.toList();
			if (entries.size() != checksums.size() || !checksums.containsKey(BackupEntry.DATABASE)) {
				throw damaged("it is not whole");
			}
			for (ZipEntry entry : entries) {
				unpack(zip, entry, target, Optional.ofNullable(checksums.get(entry.getName())).orElse(""));
			}
			return entries.size();
		}
		catch (IOException ex) {
			throw damaged(String.valueOf(ex.getMessage()));
		}
	}

	private static void unpack(ZipFile zip, ZipEntry entry, Path target, String checksum) throws IOException {
		String name = entry.getName();
		if (!BackupEntry.isKept(name)) {
			throw damaged("it holds something else");
		}
		Path file = target.resolve(name);
		PrivateFile.directory(Optional.ofNullable(file.getParent()).orElse(target));
		Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		try (InputStream in = zip.getInputStream(entry);
				OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.DSYNC)) {
			if (!Checksum.copy(in, out).equals(checksum)) {
				throw damaged(name + " has changed");
			}
		}
	}

	private static Map<String, String> checksums(ZipFile zip) throws IOException {
		ZipEntry entry = zip.getEntry(BackupEntry.CHECKSUMS);
		if (entry == null || entry.getSize() > MAX_CHECKSUMS_BYTES) {
			throw damaged("it has no checksums");
		}
		Map<String, String> checksums = new HashMap<>();
		try (InputStream in = zip.getInputStream(entry)) {
			for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
				int gap = line.indexOf("  ");
				if (gap < 0) {
					throw damaged("its checksums can't be read");
				}
				checksums.put(line.substring(gap + 2), line.substring(0, gap));
			}
		}
		return checksums;
	}

	private static CommandFailure damaged(String why) {
		return CommandFailure.because("this is no whole backup of CosyMesh, nothing was restored: " + why);
	}

}
