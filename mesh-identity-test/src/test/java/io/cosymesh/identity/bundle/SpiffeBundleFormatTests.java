package io.cosymesh.identity.bundle;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import io.cosymesh.identity.test.CertificateRecipe;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SpiffeBundleFormatTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final TestCa ca = TestCa.create();

	private final TrustDomain trustDomain = this.ca.bundle().trustDomain();

	@Test
	void survivesTheWire() {
		TestCa next = TestCa.create();
		TrustBundle bundle = new TrustBundle(this.trustDomain, Set.of(this.ca.root(), next.root()), 7,
				Duration.ofSeconds(90));
		assertThat(SpiffeBundleFormat.parse(this.trustDomain, SpiffeBundleFormat.write(bundle))).isEqualTo(bundle);
	}

	@Test
	void survivesTheWireWithAnRsaAuthority() {
		TrustBundle bundle = new TrustBundle(this.trustDomain,
				Set.of(CertificateRecipe
					.authority(InstantSource.system().instant(), "CN=RSA Root", this.trustDomain.toIdString())
					.selfSigned(TestKeys.of("RSA"))),
				1, Duration.ZERO);
		assertThat(SpiffeBundleFormat.parse(this.trustDomain, SpiffeBundleFormat.write(bundle))).isEqualTo(bundle);
	}

	@Test
	void writesWhatTheFormatAsksFor() {
		JsonNode document = JSON.readTree(SpiffeBundleFormat.write(this.ca.bundle()));
		assertThat(document.path("spiffe_sequence").asLong()).isEqualTo(1);
		assertThat(document.path("spiffe_refresh_hint").asLong()).isEqualTo(300);
		JsonNode key = document.path("keys").path(0);
		assertThat(key.path("use").asString()).isEqualTo("x509-svid");
		assertThat(key.path("kty").asString()).isEqualTo("EC");
		assertThat(key.path("x5c").size()).isEqualTo(1);
		assertThat(key.has("kid")).isFalse();
		assertThat(key.has("d")).isFalse();
	}

	@Test
	void noKeysMeansNoAuthorities() {
		TrustBundle revoked = SpiffeBundleFormat.parse(this.trustDomain, "{\"keys\":[]}");
		assertThat(revoked.authorities()).isEmpty();
		assertThat(revoked.refreshHint()).isEqualTo(Duration.ofMinutes(5));
	}

	@Test
	void ignoresKeysItHasNoUseFor() {
		ObjectNode document = (ObjectNode) SpiffeBundleFormat.toJson(this.ca.bundle());
		ObjectNode good = (ObjectNode) document.path("keys").path(0);
		document.withArray("keys").add(good.deepCopy().put("use", "jwt-svid"));
		document.withArray("keys").add(good.deepCopy().put("use", 7));
		document.withArray("keys").add(good.deepCopy().put("kty", "OKP"));
		document.withArray("keys").add(without(good, "use"));
		document.withArray("keys").add(without(good, "x5c"));
		document.withArray("keys").add(good.deepCopy().set("x5c", JSON.createArrayNode()));
		document.withArray("keys").add("not even an object");
		assertThat(SpiffeBundleFormat.parse(this.trustDomain, document)).isEqualTo(this.ca.bundle());
	}

	@Test
	void ignoresCertificatesAfterTheFirst() {
		ObjectNode document = (ObjectNode) SpiffeBundleFormat.toJson(this.ca.bundle());
		document.path("keys").path(0).withArray("x5c").add("rubbish");
		assertThat(SpiffeBundleFormat.parse(this.trustDomain, document)).isEqualTo(this.ca.bundle());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "no json", "[]", "null", "{}", "{\"keys\":{}}", "{\"keys\":[],\"keys\":[]}",
			"{\"keys\":[]} trailing", "{\"keys\":[],\"spiffe_sequence\":-1}",
			"{\"keys\":[],\"spiffe_sequence\":18446744073709551616}", "{\"keys\":[],\"spiffe_refresh_hint\":\"5\"}",
			"{\"keys\":[{\"use\":\"x509-svid\",\"kty\":\"EC\",\"x5c\":[\"AAAA\"]}]}",
			"{\"keys\":[{\"use\":\"x509-svid\",\"kty\":\"EC\",\"x5c\":[\"%\"]}]}" })
	void refusesWhatIsNotABundle(String json) {
		assertThatExceptionOfType(MalformedBundleException.class)
			.isThrownBy(() -> SpiffeBundleFormat.parse(this.trustDomain, json))
			.withMessageStartingWith("Trust bundle");
	}

	@Test
	void refusesALeafAsAuthority() {
		TrustBundle wrong = new TrustBundle(this.trustDomain, Set.of(this.ca.svid("backend-api").leaf()), 1,
				Duration.ZERO);
		assertThatExceptionOfType(MalformedBundleException.class)
			.isThrownBy(() -> SpiffeBundleFormat.parse(this.trustDomain, SpiffeBundleFormat.write(wrong)))
			.withMessage("Trust bundle holds a certificate that may not sign others");
	}

	@Test
	void fileIsReadAnewEachTime(@TempDir Path directory) throws Exception {
		TrustBundleFile file = new TrustBundleFile(this.trustDomain, directory.resolve("bundle.json"));
		assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(file::read);
		Files.writeString(file.path(), SpiffeBundleFormat.write(this.ca.bundle()));
		assertThat(file.read()).isEqualTo(this.ca.bundle());
		Files.writeString(file.path(), "{\"keys\":[]}");
		assertThat(file.read().authorities()).isEmpty();
	}

	private static ObjectNode without(ObjectNode key, String field) {
		ObjectNode copy = key.deepCopy();
		copy.remove(field);
		return copy;
	}

}
