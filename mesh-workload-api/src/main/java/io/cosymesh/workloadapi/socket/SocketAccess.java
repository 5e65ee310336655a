package io.cosymesh.workloadapi.socket;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Who may connect to a Unix socket: first whom the file's permissions let through, then
 * which users the server talks to.
 */
public final class SocketAccess {

	private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

	private static final Set<PosixFilePermission> OWNER_AND_GROUP = PosixFilePermissions.fromString("rw-rw----");

	private static final Set<PosixFilePermission> EVERYBODY = PosixFilePermissions.fromString("rw-rw-rw-");

	private final Set<PosixFilePermission> permissions;

	private final @Nullable GroupPrincipal group;

	private final Set<UserPrincipal> users;

	private SocketAccess(Set<PosixFilePermission> permissions, @Nullable GroupPrincipal group,
			Set<UserPrincipal> users) {
		this.permissions = Set.copyOf(permissions);
		this.group = group;
		this.users = Set.copyOf(users);
	}

	/**
	 * Lets in the user that runs the server and nobody else.
	 */
	public static SocketAccess ownerOnly() {
		return new SocketAccess(OWNER, null, Set.of());
	}

	/**
	 * Lets in further users as well. Without a group the file is open to everybody and
	 * the server alone decides.
	 * @param users names or numbers of users besides the server's own
	 * @param group name or number of the only group whose members reach the socket
	 * @return the access
	 * @throws IllegalArgumentException when this machine knows no such user or group
	 * @throws IOException when they can't be looked up
	 */
	public static SocketAccess shared(Set<String> users, @Nullable String group) throws IOException {
		var lookup = FileSystems.getDefault().getUserPrincipalLookupService();
		Set<UserPrincipal> known = new LinkedHashSet<>();
		for (String user : users) {
			known.add(known("user", user, lookup::lookupPrincipalByName));
		}
		if (group != null) {
			return new SocketAccess(OWNER_AND_GROUP, known("group", group, lookup::lookupPrincipalByGroupName), known);
		}
		return known.isEmpty() ? ownerOnly() : new SocketAccess(EVERYBODY, null, known);
	}

	private static <T> T known(String what, String name, Lookup<T> lookup) throws IOException {
		try {
			return lookup.find(name);
		}
		catch (UserPrincipalNotFoundException ex) {
			throw new IllegalArgumentException("There is no %s '%s' on this machine".formatted(what, name), ex);
		}
	}

	/**
	 * Returns whether the server talks to a user.
	 * @param user the user at the other end
	 * @param owner the user that runs the server
	 */
	public boolean admits(UserPrincipal user, UserPrincipal owner) {
		return user.equals(owner) || this.users.contains(user);
	}

	Set<PosixFilePermission> permissions() {
		return this.permissions;
	}

	Optional<GroupPrincipal> group() {
		return Optional.ofNullable(this.group);
	}

	// A directory without its x bits would hide the socket from those it is meant for.
	Set<PosixFilePermission> directoryPermissions() {
		if (this.permissions.equals(OWNER)) {
			return PosixFilePermissions.fromString("rwx------");
		}
		return PosixFilePermissions.fromString(this.permissions.equals(OWNER_AND_GROUP) ? "rwxr-x---" : "rwxr-xr-x");
	}

	private interface Lookup<T> {

		T find(String name) throws IOException;

	}

}
