package io.cosymesh.identity.tls;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;

/**
 * Makes JDK HTTP clients that speak TLS 1.3 to a verified peer. The JDK gives no hook
 * into resumed sessions, so every client has a TLS context, and with it a session cache,
 * of its own: make one per call.
 */
public final class VerifiedHttpClients {

	private VerifiedHttpClients() {
	}

	/**
	 * Returns a builder of a client with an SVID.
	 * @param keyManager presents the SVID
	 * @param trustManager verifies the server
	 */
	public static HttpClient.Builder mutual(SvidKeyManager keyManager, PeerTrustManager trustManager) {
		return builder(new KeyManager[] { keyManager }, trustManager);
	}

	/**
	 * Returns a builder of a client without any certificate.
	 * @param trustManager verifies the server
	 */
	public static HttpClient.Builder anonymous(PeerTrustManager trustManager) {
		return builder(new KeyManager[0], trustManager);
	}

	private static HttpClient.Builder builder(KeyManager @Nullable [] keyManagers, PeerTrustManager trustManager) {
		try {
			SSLContext context = SSLContext.getInstance("TLSv1.3");
			context.init(keyManagers, new TrustManager[] { trustManager }, null);
			SSLParameters parameters = context.getDefaultSSLParameters();
			parameters.setProtocols(new String[] { "TLSv1.3" });
			return HttpClient.newBuilder()
				.sslContext(context)
				.sslParameters(parameters)
				.version(HttpClient.Version.HTTP_1_1)
				.proxy(HttpClient.Builder.NO_PROXY)
				.followRedirects(HttpClient.Redirect.NEVER);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This JDK has no TLS 1.3", ex);
		}
	}

}
