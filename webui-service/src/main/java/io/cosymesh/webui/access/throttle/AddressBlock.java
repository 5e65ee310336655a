package io.cosymesh.webui.access.throttle;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What one guesser has of addresses: one of IPv4, a /64 of IPv6.
 */
final class AddressBlock {

	private static final int PREFIX_BYTES = 8;

	private AddressBlock() {
	}

	static String of(String address) {
		try {
			InetAddress parsed = InetAddress.ofLiteral(address);
			return (parsed instanceof Inet6Address)
					? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), PREFIX_BYTES)) : address;
		}
		catch (IllegalArgumentException _) {
			return address;
		}
	}

}
