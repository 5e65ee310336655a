package io.cosymesh.ca.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.ca.Keys;

/**
 * As much of a Kubernetes API server as an attestor meets, over HTTPS: it signs
 * ServiceAccount tokens, keeps pods, and judges TokenReviews in the order and with the
 * words of the real one.
 */
public final class TestCluster implements AutoCloseable {

	public static final String ISSUER = "https://kubernetes.default.svc.cluster.local";

	private static final String OWN_TOKEN = "the-ca's-own-token";

	private static final KeyPair FIRST_KEY = Keys.rsa(2048);

	private static final JsonMapper JSON = JsonMapper.shared();

	private final Map<String, KeyPair> keys = new ConcurrentHashMap<>();

	private final Map<String, TestPod> pods = new ConcurrentHashMap<>();

	private final Map<String, Instant> deletions = new ConcurrentHashMap<>();

	private final Set<String> permissions = ConcurrentHashMap.newKeySet();

	private final Map<String, Map<String, String>> labels = new ConcurrentHashMap<>();

	private final AtomicInteger namespaceReads = new AtomicInteger();

	private final TestConfigMaps configMaps = new TestConfigMaps();

	private final AtomicInteger keySetReads = new AtomicInteger();

	private final ReviewLog reviews = new ReviewLog();

	private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

	private final InstantSource clock;

	private final Path directory;

	private final HttpsServer server;

	private volatile String keyId;

	private volatile Duration latency = Duration.ZERO;

	private volatile int failure;

	private volatile boolean audienceAware = true;

	private TestCluster(Path directory, InstantSource clock) throws IOException {
		this.clock = clock;
		this.directory = directory;
		this.permissions
			.addAll(List.of("create tokenreviews", "get pods", "get namespaces", "get configmaps", "patch configmaps"));
		this.keyId = "first";
		this.keys.put(this.keyId, FIRST_KEY);
		ServerIdentity identity = ServerIdentity.create();
		Files.writeString(directory.resolve("ca.crt"), identity.pem());
		Files.writeString(directory.resolve("token"), OWN_TOKEN + "\n");
		this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2000);
		this.server.setHttpsConfigurator(new HttpsConfigurator(identity.sslContext()));
		this.server.setExecutor(this.executor);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	public static TestCluster start(Path directory, InstantSource clock) {
		try {
			return new TestCluster(directory, clock);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public URI url() {
		return URI.create("https://localhost:" + this.server.getAddress().getPort());
	}

	public Path caFile() {
		return this.directory.resolve("ca.crt");
	}

	public Path tokenFile() {
		return this.directory.resolve("token");
	}

	public TestPod run(String namespace, String serviceAccount) {
		TestPod pod = new TestPod(namespace, serviceAccount,
				serviceAccount + "-" + UUID.randomUUID().toString().substring(0, 5), UUID.randomUUID().toString());
		this.pods.put(pod.namespace() + "/" + pod.name(), pod);
		return pod;
	}

	public void delete(TestPod pod) {
		this.pods.remove(pod.namespace() + "/" + pod.name());
	}

	/** Lets a pod go with a grace period that ends at some time. */
	public void terminate(TestPod pod, Instant deletion) {
		this.deletions.put(pod.uid(), deletion);
	}

	public ServiceAccountToken token(TestPod pod) {
		return new ServiceAccountToken(this.keyId, this.keys.get(this.keyId), ISSUER, pod, this.clock.instant());
	}

	public void rotateKey() {
		this.keyId = UUID.randomUUID().toString();
		this.keys.put(this.keyId, Keys.rsa(2048));
	}

	public String keySet() {
		List<JWK> published = this.keys.entrySet()
			.stream()
			.<JWK>map((key) -> new RSAKey.Builder((RSAPublicKey) key.getValue().getPublic()).keyID(key.getKey())
				.keyUse(KeyUse.SIGNATURE)
				.build())
			.toList();
		return new JWKSet(published).toString();
	}

	/** Labels a namespace; those that nobody has labelled are in the mesh. */
	public void label(String namespace, Map<String, String> labels) {
		this.labels.put(namespace, labels);
	}

	public int namespaceReads() {
		return this.namespaceReads.get();
	}

	public TestConfigMaps configMaps() {
		return this.configMaps;
	}

	public void forbid(String permission) {
		this.permissions.remove(permission);
	}

	public void permit(String permission) {
		this.permissions.add(permission);
	}

	/** Answers everything with a status until it is set to zero. */
	public void fail(int status) {
		this.failure = status;
	}

	public void slowDown(Duration latency) {
		this.latency = latency;
	}

	/** Makes it an API server of the days before audiences. */
	public void forgetAudiences() {
		this.audienceAware = false;
	}

	public ReviewLog reviews() {
		return this.reviews;
	}

	public int keySetReads() {
		return this.keySetReads.get();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	private void answer(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		boolean review = path.endsWith("/tokenreviews");
		if (review) {
			this.reviews.begin();
		}
		try (exchange) {
			Thread.sleep(this.latency);
			byte[] request = exchange.getRequestBody().readAllBytes();
			if (this.failure != 0) {
				respond(exchange, this.failure, failure(this.failure));
			}
			else if (!("Bearer " + OWN_TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
				respond(exchange, 401, failure(401));
			}
			else {
				route(exchange, path, request);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			if (review) {
				this.reviews.end();
			}
		}
	}

	private void route(HttpExchange exchange, String path, byte[] request) throws IOException {
		if (path.equals("/openid/v1/jwks")) {
			this.keySetReads.incrementAndGet();
			respond(exchange, 200, JSON.readTree(keySet()));
		}
		else if (path.equals("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")) {
			JsonNode asked = JSON.readTree(request).path("spec").path("resourceAttributes");
			String permission = asked.path("verb").asString() + " " + asked.path("resource").asString();
			respond(exchange, 201, Map.of("apiVersion", "authorization.k8s.io/v1", "kind", "SelfSubjectAccessReview",
					"spec", Map.of(), "status", Map.of("allowed", this.permissions.contains(permission))));
		}
		else if (path.equals("/apis/authentication.k8s.io/v1/tokenreviews")) {
			require(exchange, "create tokenreviews", 201, review(JSON.readTree(request).path("spec")));
		}
		else if (path.matches("/api/v1/namespaces/[^/]+/pods/[^/]+")) {
			String[] parts = path.split("/");
			TestPod pod = this.pods.get(parts[4] + "/" + parts[6]);
			require(exchange, "get pods", (pod != null) ? 200 : 404, (pod != null) ? resource(pod) : failure(404));
		}
		else if (path.matches("/api/v1/namespaces/[^/]+")) {
			this.namespaceReads.incrementAndGet();
			require(exchange, "get namespaces", 200, namespace(path.split("/")[4]));
		}
		else if (path.matches("/api/v1/namespaces/[^/]+/configmaps/[^/]+")) {
			boolean patch = exchange.getRequestMethod().equals("PATCH");
			TestConfigMaps.Answer answer = patch ? this.configMaps.patch(path, JSON.readTree(request))
					: this.configMaps.get(path);
			require(exchange, patch ? "patch configmaps" : "get configmaps", answer.status(),
					(answer.status() == 200) ? answer.body() : failure(answer.status()));
		}
		else {
			respond(exchange, 404, failure(404));
		}
	}

	private Map<String, Object> namespace(String name) {
		return Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", name, "labels",
				this.labels.getOrDefault(name, Map.of("cosymesh.io/identity", "enabled"))));
	}

	private void require(HttpExchange exchange, String permission, int status, Object body) throws IOException {
		boolean permitted = this.permissions.contains(permission);
		respond(exchange, permitted ? status : 403, permitted ? body : failure(403));
	}

	private Map<String, Object> review(JsonNode spec) {
		List<String> wanted = spec.path("audiences").valueStream().map(JsonNode::asString).toList();
		Map<String, Object> status = new LinkedHashMap<>();
		try {
			JWTClaimsSet claims = judge(spec.path("token").asString(), wanted);
			status.put("authenticated", true);
			if (this.audienceAware) {
				status.put("audiences", claims.getAudience().stream().filter(wanted::contains).toList());
			}
			status.put("user", user(claims));
		}
		catch (Exception ex) {
			status.put("authenticated", false);
			if (ex.getMessage() != null && !ex.getMessage().isEmpty()) {
				status.put("error", "[invalid bearer token, " + ex.getMessage() + "]");
			}
		}
		return Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "TokenReview", "status", status);
	}

	private JWTClaimsSet judge(String token, List<String> wanted) throws Exception {
		SignedJWT jwt = SignedJWT.parse(token);
		JWTClaimsSet claims = jwt.getJWTClaimsSet();
		if (!ISSUER.equals(claims.getIssuer())) {
			throw new IllegalArgumentException();
		}
		requireSigned(jwt);
		if (this.audienceAware && claims.getAudience().stream().noneMatch(wanted::contains)) {
			throw new IllegalArgumentException("token audiences %s is invalid for the target audiences %s"
				.formatted(claims.getAudience(), wanted));
		}
		Instant now = this.clock.instant();
		if (!now.isBefore(claims.getExpirationTime().toInstant())) {
			throw new IllegalArgumentException("service account token has expired");
		}
		if (claims.getNotBeforeTime() != null && now.isBefore(claims.getNotBeforeTime().toInstant())) {
			throw new IllegalArgumentException("service account token is not valid yet");
		}
		requirePod(claims, now);
		return claims;
	}

	private void requireSigned(SignedJWT jwt) throws JOSEException {
		KeyPair key = this.keys.get(String.valueOf(jwt.getHeader().getKeyID()));
		if (key == null) {
			throw new IllegalArgumentException("invalid signature, no keys found");
		}
		if (!jwt.verify(new RSASSAVerifier((RSAPublicKey) key.getPublic()))) {
			throw new IllegalArgumentException("failed to verify id token signature");
		}
	}

	@SuppressWarnings("unchecked")
	private void requirePod(JWTClaimsSet claims, Instant now) throws Exception {
		Map<String, Object> cluster = claims.getJSONObjectClaim("kubernetes.io");
		Map<String, Object> bound = (Map<String, Object>) cluster.get("pod");
		if (bound == null) {
			return;
		}
		TestPod pod = this.pods.get(cluster.get("namespace") + "/" + bound.get("name"));
		Instant deletion = (pod != null) ? this.deletions.get(pod.uid()) : null;
		if (pod == null || (deletion != null && deletion.plusSeconds(60).isBefore(now))) {
			throw new IllegalArgumentException("service account token has been invalidated");
		}
		if (!pod.uid().equals(bound.get("uid"))) {
			throw new IllegalArgumentException("pod UID (%s) does not match service account pod ref claim (%s)"
				.formatted(pod.uid(), bound.get("uid")));
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> user(JWTClaimsSet claims) throws Exception {
		Map<String, Object> extra = new LinkedHashMap<>();
		extra.put("authentication.kubernetes.io/credential-id", List.of("JTI=" + UUID.randomUUID()));
		if (claims.getJSONObjectClaim("kubernetes.io").get("pod") instanceof Map<?, ?> pod) {
			extra.put("authentication.kubernetes.io/pod-name", List.of(((Map<String, Object>) pod).get("name")));
			extra.put("authentication.kubernetes.io/pod-uid", List.of(((Map<String, Object>) pod).get("uid")));
			extra.put("authentication.kubernetes.io/node-name", List.of("node-1"));
		}
		return Map.of("username", claims.getSubject(), "uid", UUID.randomUUID().toString(), "groups",
				List.of("system:serviceaccounts"), "extra", extra);
	}

	private Map<String, Object> resource(TestPod pod) {
		Map<String, Object> metadata = new LinkedHashMap<>(
				Map.of("name", pod.name(), "namespace", pod.namespace(), "uid", pod.uid()));
		Instant deletion = this.deletions.get(pod.uid());
		if (deletion != null) {
			metadata.put("deletionTimestamp", deletion.toString());
		}
		return Map.of("apiVersion", "v1", "kind", "Pod", "metadata", metadata, "spec",
				Map.of("serviceAccountName", pod.serviceAccount()));
	}

	private static Map<String, Object> failure(int status) {
		return Map.of("apiVersion", "v1", "kind", "Status", "status", "Failure", "code", status);
	}

	private static void respond(HttpExchange exchange, int status, Object body) throws IOException {
		byte[] json = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, json.length);
		exchange.getResponseBody().write(json);
	}

}
