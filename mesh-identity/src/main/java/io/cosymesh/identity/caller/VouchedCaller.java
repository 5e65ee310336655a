package io.cosymesh.identity.caller;

import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A person or program from outside the mesh, as the gateway identified it.
 *
 * @param tenant whose things it may see: 1 to 64 of a-z, 0-9 and dashes, none in front
 * @param name who it is within the tenant: 1 to 255 printable ASCII characters
 * @param scopes what it may do, in the gateway's words
 * @param address the IP address it came from, or {@code null} when that isn't known
 */
public record VouchedCaller(String tenant, String name, Set<String> scopes, @Nullable String address) {

	private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

	private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,255}");

	private static final Pattern SCOPE = Pattern.compile("[a-z][a-z0-9:_-]{0,31}");

	private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]{2,45}(%[A-Za-z0-9._-]{1,16})?");

	public VouchedCaller {
		scopes = Set.copyOf(scopes);
		require(TENANT.matcher(tenant).matches(), "The tenant is not 1 to 64 of a-z, 0-9 and dashes");
		require(NAME.matcher(name).matches(), "The name is not 1 to 255 printable ASCII characters");
		require(scopes.stream().allMatch((scope) -> SCOPE.matcher(scope).matches()), "A scope is not a short word");
		require(address == null || ADDRESS.matcher(address).matches(), "The address is not an IP address");
	}

	private static void require(boolean good, String complaint) {
		if (!good) {
			throw new IllegalArgumentException(complaint);
		}
	}

}
