package io.cosymesh.identity.bundle;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.cosymesh.identity.jwt.JwtSvidRefusal;
import io.cosymesh.identity.jwt.JwtSvidRefusedException;
import io.cosymesh.identity.jwt.JwtSvidVerifier;
import io.cosymesh.identity.svid.ChainOfTrust;
import io.cosymesh.identity.svid.SvidRefusal;
import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.identity.test.CertificateRecipe;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestJwtAuthority;
import io.cosymesh.identity.test.TestKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * SPIFFE_Trust_Domain_and_Bundle.md line by line: B-1 to B-6.
 */
@DisplayName("SPIFFE bundle conformance")
class BundleConformanceTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final TestCa CA = TestCa.create();

	private static final TestJwtAuthority JWT = TestJwtAuthority.create("jwt-1");

	private static final TrustDomain TRUST_DOMAIN = CA.bundle().trustDomain();

	private final InstantSource clock = InstantSource.system();

	private final ObjectNode document = (ObjectNode) SpiffeBundleFormat.toJson(JWT.addTo(CA.bundle()));

	@ParameterizedTest(name = "B-1 {0} has no keys and is refused")
	@ValueSource(strings = { "{}", "{\"keys\":null}", "{\"keys\":{}}", "{\"keys\":\"\"}", "[]", "" })
	void refusesADocumentWithoutKeys(String json) {
		assertMalformed(json);
	}

	@Test
	@DisplayName("B-1 an empty bundle makes every SVID of the trust domain invalid")
	void emptyBundleRevokesEverything() throws Exception {
		TrustBundle full = SpiffeBundleFormat.parse(TRUST_DOMAIN, this.document);
		TrustBundle empty = SpiffeBundleFormat.parse(TRUST_DOMAIN, "{\"keys\":[]}");
		List<X509Certificate> chain = CA.svid("backend-api").chain();
		String token = JWT.svid(CA.name("backend-api").spiffeId(), "me", this.clock.instant());
		assertThat(ChainOfTrust.verify(chain, full, this.clock.instant())).isNotNull();
		assertThat(verifier(full).verify(token, "me")).isNotNull();
		assertThat(catchThrowableOfType(SvidRefusedException.class,
				() -> ChainOfTrust.verify(chain, empty, this.clock.instant()))
			.refusal()).isEqualTo(SvidRefusal.UNTRUSTED_CHAIN);
		assertThat(catchThrowableOfType(JwtSvidRefusedException.class, () -> verifier(empty).verify(token, "me"))
			.refusal()).isEqualTo(JwtSvidRefusal.UNKNOWN_KEY);
	}

	@Test
	@DisplayName("B-2 an X.509 authority is written with use, kty, one x5c and no kid")
	void writesX509Authorities() throws Exception {
		JsonNode key = key("x509-svid");
		assertThat(key.has("kid")).isFalse();
		assertThat(key.path("kty").asString()).isEqualTo("EC");
		assertThat(key.path("x5c").size()).isEqualTo(1);
		assertThat(key.path("x5c").path(0).asString())
			.isEqualTo(Base64.getEncoder().encodeToString(CA.root().getEncoded()));
		assertThat(key.propertyNames()).containsExactlyInAnyOrder("use", "kty", "crv", "x", "y", "x5c");
	}

	@Test
	@DisplayName("B-2 an authority that isn't self-signed is accepted")
	void acceptsAuthoritiesSignedByOthers() throws Exception {
		ObjectNode bundle = (ObjectNode) SpiffeBundleFormat
			.toJson(new TrustBundle(TRUST_DOMAIN, Set.of(CA.intermediate()), 1, Duration.ZERO));
		assertThat(ChainOfTrust.verify(CA.svid("backend-api").chain().subList(0, 1),
				SpiffeBundleFormat.parse(TRUST_DOMAIN, bundle), this.clock.instant()))
			.isNotNull();
	}

	@ParameterizedTest(name = "B-2 an entry whose x5c is {0} is ignored")
	@ValueSource(strings = { "null", "[]", "\"\"", "{}", "5", "[5]", "[[]]", "[null]" })
	void ignoresEntriesWithoutCertificate(String x5c) {
		((ObjectNode) key("x509-svid")).set("x5c", JSON.readTree(x5c));
		assertOnlyJwtAuthority();
	}

	@Test
	@DisplayName("B-2 an entry without x5c is ignored")
	void ignoresEntriesWithoutX5c() {
		((ObjectNode) key("x509-svid")).remove("x5c");
		assertOnlyJwtAuthority();
	}

	@Test
	@DisplayName("B-2 all certificates but the first are ignored")
	void ignoresFurtherCertificates() throws Exception {
		ArrayNode x5c = (ArrayNode) key("x509-svid").path("x5c");
		x5c.add(Base64.getEncoder().encodeToString(TestCa.create().root().getEncoded())).add("rubbish").add(5);
		assertThat(parse().authorities()).containsExactly(CA.root());
	}

	@ParameterizedTest(name = "B-2 a first certificate of {0} is refused")
	@ValueSource(strings = { "", "%", "AAAA", "-----BEGIN CERTIFICATE-----" })
	void refusesRubbishForACertificate(String certificate) {
		((ArrayNode) key("x509-svid").path("x5c")).removeAll().add(certificate);
		assertMalformed(this.document.toString());
	}

	@Test
	@DisplayName("B-2 a certificate is base64 of its DER and nothing more")
	void refusesMoreThanDer() throws Exception {
		ArrayNode x5c = (ArrayNode) key("x509-svid").path("x5c");
		byte[] der = CA.root().getEncoded();
		byte[] longer = Arrays.copyOf(der, der.length + 1);
		x5c.removeAll().add(Base64.getEncoder().encodeToString(longer));
		assertMalformed(this.document.toString());
		String pem = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(der)
				+ "\n-----END CERTIFICATE-----\n";
		x5c.removeAll().add(Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8)));
		assertMalformed(this.document.toString());
	}

	@Test
	@DisplayName("B-2 a certificate that may not sign, or has another key than kty says, is refused")
	void refusesWrongAuthorities() throws Exception {
		ArrayNode x5c = (ArrayNode) key("x509-svid").path("x5c");
		x5c.removeAll().add(Base64.getEncoder().encodeToString(CA.svid("backend-api").leaf().getEncoded()));
		assertMalformed(this.document.toString());
		for (String algorithm : List.of("RSA", "Ed25519")) {
			X509Certificate other = CertificateRecipe
				.authority(this.clock.instant(), "CN=Other", TRUST_DOMAIN.toIdString())
				.selfSigned(TestKeys.of(algorithm));
			x5c.removeAll().add(Base64.getEncoder().encodeToString(other.getEncoded()));
			assertMalformed(this.document.toString());
		}
	}

	@ParameterizedTest(name = "B-3 an entry of use {0} is ignored")
	@ValueSource(strings = { "null", "\"\"", "\"sig\"", "\"X509-SVID\"", "\"wit-svid\"", "7", "[\"x509-svid\"]" })
	void ignoresOtherUses(String use) {
		((ObjectNode) key("x509-svid")).set("use", JSON.readTree(use));
		assertOnlyJwtAuthority();
	}

	@ParameterizedTest(name = "B-3 an entry of kty {0} is ignored")
	@ValueSource(strings = { "null", "\"\"", "\"oct\"", "\"OKP\"", "\"ec\"", "\"AKP\"", "7" })
	void ignoresOtherKeyTypes(String keyType) {
		JsonNode node = JSON.readTree(keyType);
		((ObjectNode) key("x509-svid")).set("kty", node);
		((ObjectNode) key("jwt-svid")).set("kty", node);
		assertThat(parse().authorities()).isEmpty();
		assertThat(parse().jwtAuthorities()).isEmpty();
	}

	@Test
	@DisplayName("B-3 entries without use or kty, and what is no object, are ignored; more members too")
	void ignoresTheRest() {
		ObjectNode good = (ObjectNode) key("x509-svid");
		ArrayNode keys = (ArrayNode) this.document.path("keys");
		ObjectNode noUse = good.deepCopy();
		noUse.remove("use");
		ObjectNode noType = good.deepCopy();
		noType.remove("kty");
		keys.add(noUse).add(noType).add("text").add(5).addNull().addArray();
		good.put("alg", "ES256").put("private", "x");
		this.document.put("more", "x");
		assertThat(parse()).isEqualTo(JWT.addTo(CA.bundle()));
	}

	@Test
	@DisplayName("B-4 sequence and refresh hint are written, the sequence with 64 bits")
	void carriesTheSequence() {
		TrustBundle bundle = new TrustBundle(TRUST_DOMAIN, Set.of(CA.root()), Long.MAX_VALUE, Duration.ofSeconds(75));
		JsonNode written = SpiffeBundleFormat.toJson(bundle);
		assertThat(written.path("spiffe_sequence").asLong()).isEqualTo(Long.MAX_VALUE);
		assertThat(written.path("spiffe_refresh_hint").asLong()).isEqualTo(75);
		assertThat(SpiffeBundleFormat.parse(TRUST_DOMAIN, written.toString())).isEqualTo(bundle);
	}

	@ParameterizedTest(name = "B-4 {0} is neither a sequence nor a hint")
	@ValueSource(strings = { "-1", "1.5", "\"1\"", "true", "[]", "18446744073709551616", "1e3" })
	void refusesWhatIsNoWholeNumber(String value) {
		assertMalformed("{\"keys\":[],\"spiffe_sequence\":%s}".formatted(value));
		assertMalformed("{\"keys\":[],\"spiffe_refresh_hint\":%s}".formatted(value));
	}

	@Test
	@DisplayName("B-5 without a hint a bundle is looked for every five minutes")
	void hintDefaultsToFiveMinutes() {
		assertThat(SpiffeBundleFormat.parse(TRUST_DOMAIN, "{\"keys\":[]}").refreshHint())
			.isEqualTo(Duration.ofMinutes(5));
		assertThat(SpiffeBundleFormat.parse(TRUST_DOMAIN, "{\"keys\":[],\"spiffe_refresh_hint\":75}").refreshHint())
			.isEqualTo(Duration.ofSeconds(75));
	}

	@Test
	@DisplayName("B-6 a bundle map holds each trust domain's bundle")
	void readsBundleMaps() {
		TestCa other = TestCa.create("under_score.org", this.clock);
		String map = SpiffeBundleMap.write(List.of(CA.bundle(), other.bundle()));
		assertThat(SpiffeBundleMap.parse(map))
			.isEqualTo(Map.of(TRUST_DOMAIN, CA.bundle(), TrustDomain.parse("under_score.org"), other.bundle()));
		assertThat(SpiffeBundleMap.parse("{\"trust_domains\":{}}")).isEmpty();
	}

	@ParameterizedTest(name = "B-6 {0} is refused")
	@ValueSource(strings = { "{}", "[]", "", "{\"trust_domains\":null}", "{\"trust_domains\":[]}",
			"{\"trust_domains\":{\"a.org\":{\"keys\":[]},\"a.org\":{\"keys\":[]}}}",
			"{\"trust_domains\":{},\"trust_domains\":{}}", "{\"trust_domains\":{\"a.org\":{\"keys\":[],\"keys\":[]}}}",
			"{\"trust_domains\":{\"A.org\":{\"keys\":[]}}}", "{\"trust_domains\":{\"spiffe://a.org\":{\"keys\":[]}}}",
			"{\"trust_domains\":{\"\":{\"keys\":[]}}}", "{\"trust_domains\":{\"a.org\":{\"keys\":[]}}} more" })
	void refusesOtherBundleMaps(String json) {
		assertThatExceptionOfType(MalformedBundleException.class).isThrownBy(() -> SpiffeBundleMap.parse(json));
	}

	@Test
	@DisplayName("B-6 a bundle map is read whole or not at all")
	void readsMapsAtomically() {
		String good = SpiffeBundleFormat.write(CA.bundle());
		assertThatExceptionOfType(MalformedBundleException.class).isThrownBy(() -> SpiffeBundleMap
			.parse("{\"trust_domains\":{\"cosymesh.local\":%s,\"a.org\":{}}}".formatted(good)));
	}

	private static JwtSvidVerifier verifier(TrustBundle bundle) {
		return new JwtSvidVerifier(TrustBundleSource.of(bundle), InstantSource.system());
	}

	private JsonNode key(String use) {
		return this.document.path("keys")
			.valueStream()
			.filter((key) -> key.path("use").asString().equals(use))
			.findFirst()
			.orElseThrow();
	}

	private TrustBundle parse() {
		return SpiffeBundleFormat.parse(TRUST_DOMAIN, this.document.toString());
	}

	private void assertOnlyJwtAuthority() {
		assertThat(parse().authorities()).isEmpty();
		assertThat(parse().jwtAuthorities()).containsOnlyKeys("jwt-1");
	}

	private static void assertMalformed(String json) {
		assertThatExceptionOfType(MalformedBundleException.class)
			.isThrownBy(() -> SpiffeBundleFormat.parse(TRUST_DOMAIN, json))
			.withMessageStartingWith("Trust bundle");
	}

}
