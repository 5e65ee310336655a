package io.cosymesh.identity.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import io.netty.handler.ssl.ResumableX509ExtendedTrustManager;

/**
 * Counts full and resumed handshakes on their way to the real trust manager.
 */
final class CountingTrustManager extends X509ExtendedTrustManager implements ResumableX509ExtendedTrustManager {

	final AtomicInteger full = new AtomicInteger();

	final AtomicInteger resumed = new AtomicInteger();

	private final PeerTrustManager target;

	CountingTrustManager(PeerTrustManager target) {
		this.target = target;
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		this.full.incrementAndGet();
		this.target.checkClientTrusted(chain, authType);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		this.full.incrementAndGet();
		this.target.checkClientTrusted(chain, authType, socket);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		this.full.incrementAndGet();
		this.target.checkClientTrusted(chain, authType, engine);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		this.full.incrementAndGet();
		this.target.checkServerTrusted(chain, authType);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		this.full.incrementAndGet();
		this.target.checkServerTrusted(chain, authType, socket);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		this.full.incrementAndGet();
		this.target.checkServerTrusted(chain, authType, engine);
	}

	@Override
	public void resumeClientTrusted(X509Certificate[] chain, SSLEngine engine) throws CertificateException {
		this.resumed.incrementAndGet();
		this.target.resumeClientTrusted(chain, engine);
	}

	@Override
	public void resumeServerTrusted(X509Certificate[] chain, SSLEngine engine) throws CertificateException {
		this.resumed.incrementAndGet();
		this.target.resumeServerTrusted(chain, engine);
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return this.target.getAcceptedIssuers();
	}

}
