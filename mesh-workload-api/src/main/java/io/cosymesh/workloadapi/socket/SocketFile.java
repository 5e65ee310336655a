package io.cosymesh.workloadapi.socket;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;

import org.jspecify.annotations.Nullable;

/**
 * The file of a listening Unix socket. The server binds it inside a directory that only
 * its own user enters; it appears at its path once its permissions are right, so nobody
 * connects in between.
 */
public final class SocketFile implements AutoCloseable {

	// sun_path has 108 bytes on Linux and 104 elsewhere, one of them the final zero.
	private static final int MAX_PATH_BYTES = 103;

	private static final String BOUND_NAME = "s";

	private final Path path;

	private final SocketAccess access;

	private final Path nursery;

	private final UserPrincipal owner;

	private @Nullable Object publishedKey;

	private SocketFile(Path path, SocketAccess access, Path nursery) throws IOException {
		this.path = path;
		this.access = access;
		this.nursery = nursery;
		this.owner = Files.getOwner(nursery);
	}

	/**
	 * Prepares the place for a socket.
	 * @param path where the socket will be; a missing directory is made
	 * @param access who may connect
	 * @return the file, not bound yet
	 * @throws IOException when somebody listens there already, or the directory isn't one
	 * that others keep their hands off, saying which and what to do
	 */
	public static SocketFile prepare(Path path, SocketAccess access) throws IOException {
		Path absolute = path.toAbsolutePath().normalize();
		Path name = absolute.getFileName();
		Path directory = absolute.getParent();
		if (name == null || directory == null) {
			throw new IOException("The socket %s names no file".formatted(path));
		}
		SocketDirectory.require(directory, access);
		Path real = directory.toRealPath().resolve(name);
		requireFree(real);
		Path nursery = Files.createTempDirectory(real.getParent(), ".",
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		SocketFile file = new SocketFile(real, access, nursery);
		file.requireShort();
		return file;
	}

	/**
	 * Returns the address to bind to.
	 */
	public UnixDomainSocketAddress bindAddress() {
		return UnixDomainSocketAddress.of(this.nursery.resolve(BOUND_NAME));
	}

	/**
	 * Returns the path of the socket once published.
	 */
	public Path path() {
		return this.path;
	}

	/**
	 * Returns the user that runs the server.
	 */
	public UserPrincipal owner() {
		return this.owner;
	}

	/**
	 * Puts the bound socket at its path, in place of a dead one.
	 * @throws IOException when that fails; nobody can connect then
	 */
	public void publish() throws IOException {
		Path bound = this.nursery.resolve(BOUND_NAME);
		PosixFileAttributeView attributes = Files.getFileAttributeView(bound, PosixFileAttributeView.class);
		if (this.access.group().isPresent()) {
			attributes.setGroup(this.access.group().get());
		}
		attributes.setPermissions(this.access.permissions());
		Files.move(bound, this.path, StandardCopyOption.ATOMIC_MOVE);
		this.publishedKey = key(this.path);
		Files.delete(this.nursery);
	}

	/**
	 * Removes the socket, unless somebody else has put another in its place.
	 */
	@Override
	public void close() throws IOException {
		Files.deleteIfExists(this.nursery.resolve(BOUND_NAME));
		Files.deleteIfExists(this.nursery);
		Object mine = this.publishedKey;
		if (mine != null && Files.exists(this.path, LinkOption.NOFOLLOW_LINKS) && mine.equals(key(this.path))) {
			Files.delete(this.path);
		}
	}

	private void requireShort() throws IOException {
		if (Math.max(bytes(this.nursery.resolve(BOUND_NAME)), bytes(this.path)) > MAX_PATH_BYTES) {
			close();
			throw new IOException(
					"The path %s is too long for a Unix socket; choose a shorter one".formatted(this.path));
		}
	}

	private static void requireFree(Path path) throws IOException {
		if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
			return;
		}
		if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isOther()) {
			throw new IOException("%s exists and is no socket; choose another path".formatted(path));
		}
		if (someoneListensAt(path)) {
			throw new IOException("Another process listens at %s; stop it or choose another path".formatted(path));
		}
	}

	private static boolean someoneListensAt(Path path) {
		try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
			return probe.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static int bytes(Path path) {
		return path.toString().getBytes(StandardCharsets.UTF_8).length;
	}

	private static @Nullable Object key(Path path) throws IOException {
		return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
	}

	@Override
	public String toString() {
		return this.path.toString();
	}

}
