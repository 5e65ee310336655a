package io.cosymesh.mesh.tls;

import javax.net.ssl.SSLException;

import io.netty.handler.ssl.SslHandshakeTimeoutException;

/**
 * Tells failures of TLS from those of the connection below it.
 */
public final class TlsFailure {

	private TlsFailure() {
	}

	/**
	 * Returns whether the two ends did not come to trust each other.
	 * @param error what the transport reported
	 * @return whether TLS is behind it
	 */
	public static boolean isBehind(Throwable error) {
		return isBehind(error, SSLException.class);
	}

	/**
	 * Returns whether the other end took a connection and then said nothing.
	 * @param error what the transport reported
	 * @return whether a handshake took too long
	 */
	public static boolean isLateHandshake(Throwable error) {
		return isBehind(error, SslHandshakeTimeoutException.class);
	}

	private static boolean isBehind(Throwable error, Class<? extends Throwable> type) {
		for (Throwable cause = error; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return true;
			}
		}
		return false;
	}

}
