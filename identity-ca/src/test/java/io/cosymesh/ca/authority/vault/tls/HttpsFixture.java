package io.cosymesh.ca.authority.vault.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.ca.Keys;
import io.cosymesh.ca.authority.UpstreamCa;

/**
 * An HTTPS server for {@code localhost} that can go away and come back.
 */
public final class HttpsFixture {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final UpstreamCa authority = UpstreamCa.root(Instant.now());

	private final KeyPair keys = Keys.p256();

	private final Function<Call, Answer> answers;

	private HttpsServer server;

	private ExecutorService threads;

	private int port;

	public HttpsFixture(Function<Call, Answer> answers) {
		this.answers = answers;
		start();
	}

	public X509Certificate authority() {
		return this.authority.certificate();
	}

	public URI uri() {
		return URI.create("https://localhost:" + this.port);
	}

	public void stop() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	public void restart() {
		start();
	}

	private void start() {
		try {
			this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 0);
			this.port = this.server.getAddress().getPort();
			this.server.setHttpsConfigurator(new HttpsConfigurator(context()));
			this.threads = Executors.newVirtualThreadPerTaskExecutor();
			this.server.setExecutor(this.threads);
			this.server.createContext("/", this::handle);
			this.server.start();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] body = exchange.getRequestBody().readAllBytes();
			JsonNode json = (body.length > 0) ? JSON.readTree(body) : JSON.createObjectNode();
			Answer answer = this.answers.apply(new Call(exchange, json));
			byte[] content = answer.body().getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			answer.headers().forEach(exchange.getResponseHeaders()::set);
			exchange.sendResponseHeaders(answer.status(), (content.length > 0) ? content.length : -1);
			if (content.length > 0) {
				exchange.getResponseBody().write(content);
			}
		}
		catch (RuntimeException ex) {
			throw new IOException(ex);
		}
	}

	private SSLContext context() throws Exception {
		Instant now = Instant.now();
		X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(new JcaX509v3CertificateBuilder(
				X500Name.getInstance(this.authority.certificate().getSubjectX500Principal().getEncoded()),
				BigInteger.TWO, Date.from(now.minusSeconds(60)), Date.from(now.plus(Duration.ofDays(1))),
				new X500Name("CN=vault"), this.keys.getPublic())
			.addExtension(Extension.subjectAlternativeName, false,
					new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")))
			.build(new JcaContentSignerBuilder("SHA256withECDSA").build(this.authority.keys().getPrivate())));
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setKeyEntry("vault", this.keys.getPrivate(), new char[0], new Certificate[] { certificate });
		KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		managers.init(store, new char[0]);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(managers.getKeyManagers(), null, null);
		return context;
	}

	/**
	 * A request.
	 */
	public record Call(HttpExchange exchange, JsonNode json) {

		public String path() {
			return this.exchange.getRequestURI().getPath();
		}

		public String header(String name) {
			String value = this.exchange.getRequestHeaders().getFirst(name);
			return (value != null) ? value : "";
		}

		public String body(String field) {
			return this.json.path(field).asString("");
		}

	}

	/**
	 * A response.
	 */
	public record Answer(int status, String body, Map<String, String> headers) {

		public Answer(int status, String body) {
			this(status, body, Map.of());
		}

		public static Answer of(int status, Map<String, ?> json) {
			return new Answer(status, JSON.writeValueAsString(json));
		}

	}

}
