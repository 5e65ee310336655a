package io.cosymesh.workloadapi.socket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/**
 * The directory of a socket: whoever can write to it can put a socket of their own there
 * and be taken for the server.
 */
final class SocketDirectory {

	private static final Set<PosixFilePermission> WRITE = Set.of(PosixFilePermission.GROUP_WRITE,
			PosixFilePermission.OTHERS_WRITE);

	private SocketDirectory() {
	}

	static void require(Path directory, SocketAccess access) throws IOException {
		if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
			create(directory, access);
		}
		PosixFileAttributes attributes = Files.readAttributes(directory.toRealPath(), PosixFileAttributes.class);
		if (!attributes.isDirectory()) {
			throw new IOException("%s is no directory".formatted(directory));
		}
		requireTrustedOwner(directory, attributes.owner());
		if (attributes.permissions().stream().anyMatch(WRITE::contains)) {
			throw new IOException(
					"Others may write to %s and could replace the socket; use a directory of its own, or chmod go-w"
						.formatted(directory));
		}
	}

	// The umask may take bits away, so they are set again.
	private static void create(Path directory, SocketAccess access) throws IOException {
		try {
			Files.createDirectory(directory,
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		}
		catch (NoSuchFileException ex) {
			throw new IOException("%s does not exist; make it first".formatted(directory.getParent()), ex);
		}
		if (access.group().isPresent()) {
			Files.getFileAttributeView(directory, PosixFileAttributeView.class).setGroup(access.group().get());
		}
		Files.setPosixFilePermissions(directory, access.directoryPermissions());
	}

	private static void requireTrustedOwner(Path directory, UserPrincipal owner) throws IOException {
		Path probe = Files.createTempFile(directory, ".", null);
		UserPrincipal self = Files.getOwner(probe);
		Files.delete(probe);
		UserPrincipal root = directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("root");
		if (!owner.equals(self) && !owner.equals(root)) {
			throw new IOException("%s belongs to %s, who could replace the socket; use a directory of your own"
				.formatted(directory, owner.getName()));
		}
	}

}
