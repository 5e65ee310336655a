package io.cosymesh.workloadapi;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where a Workload API answers, as {@code SPIFFE_ENDPOINT_SOCKET} says it
 * (SPIFFE_Workload_Endpoint §4).
 */
public sealed interface EndpointAddress {

	/** The environment variable that workloads look for. */
	String VARIABLE = "SPIFFE_ENDPOINT_SOCKET";

	/**
	 * Returns the address to connect to.
	 */
	SocketAddress socketAddress();

	/**
	 * Returns the address in the form of the environment variable.
	 */
	URI uri();

	/**
	 * Reads an address.
	 * @param text {@code unix:///absolute/path} or {@code tcp://<IP address>:<port>}
	 * @return the address
	 * @throws IllegalArgumentException when it is anything else, saying what is wrong
	 */
	static EndpointAddress parse(String text) {
		URI uri = uri(text);
		boolean bare = uri.getUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null
				&& !uri.isOpaque();
		if ("unix".equals(uri.getScheme()) && bare) {
			return UnixSocket.of(uri);
		}
		if ("tcp".equals(uri.getScheme()) && bare) {
			return TcpSocket.of(uri);
		}
		throw malformed("it has another scheme, or a user, query or fragment");
	}

	private static URI uri(String text) {
		try {
			return new URI(text);
		}
		catch (URISyntaxException ex) {
			throw malformed("it is no URI");
		}
	}

	private static IllegalArgumentException malformed(String reason) {
		return new IllegalArgumentException(
				"A Workload API address is unix:///<absolute path> or tcp://<IP address>:<port>; " + reason);
	}

	/**
	 * A Unix domain socket.
	 *
	 * @param path its absolute path
	 */
	record UnixSocket(Path path) implements EndpointAddress {

		public UnixSocket {
			if (!path.isAbsolute()) {
				throw malformed("the path is not absolute");
			}
		}

		static UnixSocket of(URI uri) {
			String path = uri.getPath();
			if (uri.getRawAuthority() != null) {
				throw malformed("a unix address has three slashes and no host");
			}
			if (path == null || !path.startsWith("/") || path.endsWith("/")) {
				throw malformed("the path is not absolute or names no file");
			}
			try {
				return new UnixSocket(Path.of(path));
			}
			catch (InvalidPathException ex) {
				throw malformed("the path can't be one of a file");
			}
		}

		@Override
		public SocketAddress socketAddress() {
			return UnixDomainSocketAddress.of(this.path);
		}

		@Override
		public URI uri() {
			try {
				return new URI("unix", "", this.path.toString(), null);
			}
			catch (URISyntaxException ex) {
				throw new IllegalStateException("An absolute path makes a URI", ex);
			}
		}

		@Override
		public String toString() {
			return uri().toString();
		}

	}

	/**
	 * A TCP socket, meant for the same host.
	 *
	 * @param address an IP address and a port
	 */
	record TcpSocket(InetSocketAddress address) implements EndpointAddress {

		private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

		static TcpSocket of(URI uri) {
			String host = uri.getHost();
			if (host == null || uri.getPort() < 1 || uri.getPort() > 65535) {
				throw malformed("a tcp address has an IP address and a port");
			}
			if (!uri.getRawPath().isEmpty()) {
				throw malformed("a tcp address has no path");
			}
			return new TcpSocket(new InetSocketAddress(literal(host), uri.getPort()));
		}

		private static InetAddress literal(String host) {
			String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
			if (bare.indexOf(':') < 0 && !IPV4.matcher(bare).matches()) {
				throw malformed("the host is no IP address");
			}
			try {
				return InetAddress.ofLiteral(bare);
			}
			catch (IllegalArgumentException ex) {
				throw malformed("the host is no IP address");
			}
		}

		/**
		 * Returns whether what is sent stays on this host or its link, as the standard
		 * wants it.
		 */
		public boolean local() {
			return this.address.getAddress().isLoopbackAddress() || this.address.getAddress().isLinkLocalAddress();
		}

		@Override
		public SocketAddress socketAddress() {
			return this.address;
		}

		@Override
		public URI uri() {
			String host = this.address.getAddress().getHostAddress();
			return URI.create(
					"tcp://%s:%d".formatted((host.indexOf(':') < 0) ? host : '[' + host + ']', this.address.getPort()));
		}

		@Override
		public String toString() {
			return uri().toString();
		}

	}

}
