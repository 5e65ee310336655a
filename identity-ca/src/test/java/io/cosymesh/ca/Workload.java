package io.cosymesh.ca;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.spiffe.svid.x509svid.X509Svid;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.identity.bundle.TrustBundleFile;
import io.cosymesh.identity.issuance.AttestationDocument;
import io.cosymesh.identity.issuance.Bootstrap;
import io.cosymesh.identity.issuance.CaAddress;
import io.cosymesh.identity.issuance.FreshKey;
import io.cosymesh.identity.issuance.IdentityCaClient;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.issuance.IssuedSvid;
import io.cosymesh.identity.issuance.WorkloadKeyDocument;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.tls.PeerRefusalListener;
import io.cosymesh.identity.tls.PeerTrustManager;
import io.cosymesh.identity.tls.SvidKeyManager;
import io.cosymesh.identity.tls.VerifiedHttpClients;

/**
 * A workload as the client library makes one, and the bare HTTP it speaks.
 */
final class Workload {

	private static final InstantSource CLOCK = InstantSource.system();

	private static final JsonMapper JSON = JsonMapper.shared();

	private final RunningCa ca;

	private final WorkloadName name;

	private final SvidSource source;

	Workload(RunningCa ca, WorkloadName name) {
		this(ca, name, new SvidSource(name, CLOCK));
	}

	private Workload(RunningCa ca, WorkloadName name, SvidSource source) {
		this.ca = ca;
		this.name = name;
		this.source = source;
	}

	WorkloadName name() {
		return this.name;
	}

	SvidSource source() {
		return this.source;
	}

	/** Returns the same workload, SVID and all, as it talks to another replica. */
	Workload at(RunningCa replica) {
		return new Workload(replica, this.name, this.source);
	}

	/** Makes a key pair and registers its public half. */
	WorkloadKeyDocument register() {
		return register(this.ca.home(), this.name, this.ca.name());
	}

	static WorkloadKeyDocument register(Path home, WorkloadName name, WorkloadName ca) {
		KeyPair keys = Keys.p256();
		Keys.register(home.resolve("registrations"), name, keys.getPublic());
		Path file = Keys.write(home.resolve("keys").resolve(name.serviceAccount() + ".pem"), "PRIVATE KEY",
				keys.getPrivate());
		return new WorkloadKeyDocument(file, name, ca.spiffeId(), CLOCK);
	}

	/** Gets an SVID through the client library: by renewal if there is one. */
	SvidSnapshot obtain(AttestationDocument document) throws Exception {
		FreshKey key = FreshKey.generate();
		IssuedSvid issued = client(document).issue(key.csrDer());
		X509Svid svid = key.svid(issued.chain());
		return this.source.publish(svid, issued.bundle());
	}

	IdentityCaClient client(AttestationDocument document) {
		Bootstrap bootstrap = new Bootstrap(new TrustBundleFile(this.name.trustDomain(), this.ca.trustBundle()),
				document);
		return new IdentityCaClient(caAddress(), this.source, bootstrap, CLOCK);
	}

	/** Renews, or fails, without ever attesting. */
	SvidSnapshot renew() throws Exception {
		return obtain(() -> {
			throw IssuanceException.lasting("No document", null);
		});
	}

	HttpResponse<String> postAttested(@Nullable String bearer, Map<String, ?> body) throws Exception {
		return post(anonymousClient(), this.ca.attestationUrl().resolve("/v1/svid"), bearer, body);
	}

	HttpResponse<String> postMutually(String path, Map<String, ?> body) throws Exception {
		return post(mutualClient(), this.ca.url().resolve(path), null, body);
	}

	HttpResponse<String> getAnonymously(String path) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(this.ca.attestationUrl().resolve(path)).build();
		try (HttpClient client = anonymousClient()) {
			return client.send(request, BodyHandlers.ofString());
		}
	}

	HttpResponse<String> getMutually(String path) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(this.ca.url().resolve(path)).build();
		try (HttpClient client = mutualClient()) {
			return client.send(request, BodyHandlers.ofString());
		}
	}

	CaAddress caAddress() {
		return new CaAddress(this.ca.url(), this.ca.attestationUrl(), this.ca.name().spiffeId());
	}

	HttpClient mutualClient() {
		return VerifiedHttpClients.mutual(new SvidKeyManager(this.source), trustManager()).build();
	}

	HttpClient anonymousClient() {
		return VerifiedHttpClients.anonymous(trustManager()).build();
	}

	static Map<String, Object> csr() {
		return csr(FreshKey.generate().csrDer());
	}

	static Map<String, Object> csr(byte[] der) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("csr", Base64.getEncoder().encodeToString(der));
		return body;
	}

	static JsonNode json(HttpResponse<String> response) {
		return JSON.readTree(response.body());
	}

	private static HttpResponse<String> post(HttpClient client, URI uri, @Nullable String bearer, Map<String, ?> body)
			throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
		Optional.ofNullable(bearer).ifPresent((value) -> request.header("Authorization", "Bearer " + value));
		try (client) {
			return client.send(request.build(), BodyHandlers.ofString());
		}
	}

	private PeerTrustManager trustManager() {
		TrustBundleFile bundle = new TrustBundleFile(this.name.trustDomain(), this.ca.trustBundle());
		return new PeerTrustManager((domain) -> {
			try {
				return Optional.of(bundle.read());
			}
			catch (IOException ex) {
				return Optional.empty();
			}
		}, () -> PeerRule.only(this.ca.name().spiffeId()), PeerRefusalListener.logging(), CLOCK);
	}

}
