package io.cosymesh.identity.issuance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.spiffe.spiffeid.SpiffeId;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.identity.tls.PeerTrustManager;

/**
 * An identity-ca of two ports whose answers a test decides.
 */
final class FakeCa implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.shared();

	final List<Call> calls = Collections.synchronizedList(new ArrayList<>());

	volatile Reply bundlesReply = Reply.problem(500, "internal", "no bundles set");

	volatile Reply anonymousBundlesReply = Reply.problem(500, "internal", "no bundles set");

	private final HttpsServer renewal;

	private final HttpsServer attestation;

	volatile Answer renewalAnswer = (request) -> Reply.problem(500, "internal", "no answer set");

	volatile Answer attestationAnswer = (request) -> Reply.problem(500, "internal", "no answer set");

	FakeCa(KeyManager keyManager, PeerTrustManager trustManager) throws Exception {
		SSLContext context = SSLContext.getInstance("TLSv1.3");
		context.init(new KeyManager[] { keyManager }, new TrustManager[] { trustManager }, null);
		this.renewal = server(context, true);
		this.attestation = server(context, false);
	}

	CaAddress address(SpiffeId identity) {
		return new CaAddress(url(this.renewal), url(this.attestation), identity);
	}

	@Override
	public void close() {
		this.renewal.stop(0);
		this.attestation.stop(0);
	}

	private HttpsServer server(SSLContext context, boolean mutual) throws IOException {
		HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(context) {
			@Override
			public void configure(HttpsParameters parameters) {
				SSLParameters ssl = context.getDefaultSSLParameters();
				ssl.setNeedClientAuth(mutual);
				parameters.setSSLParameters(ssl);
			}
		});
		server.createContext("/", (exchange) -> serve(exchange, mutual));
		server.start();
		return server;
	}

	private void serve(HttpExchange exchange, boolean mutual) throws IOException {
		try (exchange) {
			boolean bundles = exchange.getRequestMethod().equals("GET");
			this.calls.add(new Call(mutual, exchange.getRequestMethod() + " " + exchange.getRequestURI(),
					exchange.getRequestHeaders().getFirst("Authorization"),
					((HttpsExchange) exchange).getSSLSession().getProtocol()));
			Reply reply = bundles ? (mutual ? this.bundlesReply : this.anonymousBundlesReply)
					: (mutual ? this.renewalAnswer : this.attestationAnswer)
						.to(JSON.readValue(exchange.getRequestBody(), SvidRequest.class));
			byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().add("Content-Type", "application/json");
			exchange.getResponseHeaders().add("Location", "https://localhost:1/v1/svid");
			if (reply.retryAfter() != null) {
				exchange.getResponseHeaders().add("Retry-After", reply.retryAfter());
			}
			exchange.sendResponseHeaders(reply.status(), body.length);
			exchange.getResponseBody().write(body);
		}
		catch (Exception ex) {
			throw new IOException(ex);
		}
	}

	private static URI url(HttpsServer server) {
		return URI.create("https://localhost:" + server.getAddress().getPort());
	}

	interface Answer {

		Reply to(SvidRequest request) throws Exception;

	}

	record Reply(int status, String body, String retryAfter) {

		Reply(int status, String body) {
			this(status, body, null);
		}

		Reply after(String retryAfter) {
			return new Reply(this.status, this.body, retryAfter);
		}

		static Reply svid(SpiffeId id, IssuedSvid issued) {
			return new Reply(200, JSON.writeValueAsString(SvidResponse.of(id, issued)));
		}

		static Reply problem(int status, String type, String detail) {
			return new Reply(status,
					"{\"type\":\"urn:cosymesh:problem:%s\",\"detail\":\"%s\"}".formatted(type, detail));
		}

	}

	record Call(boolean mutual, String line, String authorization, String protocol) {
	}

}
