package io.cosymesh.ca.federation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.test.TestSvid;
import io.cosymesh.identity.test.tls.FixedKeyManager;

/**
 * The bundle endpoint of somebody else: shows whatever certificate it is given and
 * answers whatever it is told to.
 */
public final class ForeignEndpoint implements AutoCloseable {

	private final HttpsServer server;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private volatile byte[] body = new byte[0];

	private volatile int status = 200;

	private volatile @Nullable String location;

	private ForeignEndpoint(TestSvid certificate, String... protocols) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(new KeyManager[] { new FixedKeyManager(certificate) }, null, null);
			this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			this.server.setHttpsConfigurator(new HttpsConfigurator(context) {

				@Override
				public void configure(HttpsParameters parameters) {
					SSLParameters tls = context.getDefaultSSLParameters();
					tls.setProtocols(protocols);
					parameters.setSSLParameters(tls);
				}

			});
			this.server.setExecutor(this.threads);
			this.server.createContext("/", this::answer);
			this.server.start();
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Starts an endpoint that proves itself by a certificate. */
	public static ForeignEndpoint with(TestSvid certificate) {
		return new ForeignEndpoint(certificate, "TLSv1.3", "TLSv1.2");
	}

	static ForeignEndpoint speaking(String protocol, TestSvid certificate) {
		return new ForeignEndpoint(certificate, protocol);
	}

	/** Answers with a bundle from now on. */
	public ForeignEndpoint publish(TrustBundle bundle) {
		return publish(SpiffeBundleFormat.write(bundle));
	}

	ForeignEndpoint publish(String document) {
		return publish(document.getBytes(StandardCharsets.UTF_8));
	}

	ForeignEndpoint publish(byte[] document) {
		this.status = 200;
		this.location = null;
		this.body = document;
		return this;
	}

	ForeignEndpoint redirect(int code, String target) {
		this.status = code;
		this.location = target;
		return this;
	}

	ForeignEndpoint fail(int code) {
		this.status = code;
		this.location = null;
		return this;
	}

	/** Returns the requests so far, each as method and path. */
	List<String> requests() {
		return this.requests;
	}

	/** Returns the URL of its bundle. */
	public URI url() {
		return URI.create("https://localhost:%d/bundle".formatted(this.server.getAddress().getPort()));
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
		String target = this.location;
		if (target != null) {
			exchange.getResponseHeaders().set("Location", target);
		}
		byte[] document = (this.status == 200) ? this.body : new byte[0];
		exchange.sendResponseHeaders(this.status, (document.length > 0) ? document.length : -1);
		exchange.getResponseBody().write(document);
		exchange.close();
	}

}
