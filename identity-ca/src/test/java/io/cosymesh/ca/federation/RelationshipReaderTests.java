package io.cosymesh.ca.federation;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.federation.FederationSettings.ForeignDomain;
import io.cosymesh.identity.StrictSpiffeId;
import io.cosymesh.mesh.startup.MeshConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RelationshipReaderTests {

	private static final String URL = "https://ca.partner.test/v1/bundle";

	private static final String ENDPOINT = "spiffe://partner.test/ns/cosymesh/sa/identity-ca";

	private static final Path INITIAL = Path.of("partner.json");

	private final RelationshipReader reader = new RelationshipReader(TestSettings.DOMAIN);

	@Test
	void f3ReadsWhatIsConfigured() {
		ForeignDomain web = web("web.test", URL);
		ForeignDomain spiffe = spiffe("partner.test", ENDPOINT, INITIAL);
		assertThat(this.reader.read(List.of(web, spiffe))).containsExactly(
				new Relationship(RelationshipReader.trustDomain("web.test"), URI.create(URL),
						new EndpointProfile.HttpsWeb(null), true),
				new Relationship(RelationshipReader.trustDomain("partner.test"), URI.create(URL),
						new EndpointProfile.HttpsSpiffe(StrictSpiffeId.parse(ENDPOINT), INITIAL), true));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Partner.test", "spiffe://partner.test", "partner.test/x", "with_underscore", "ä.test",
			"partner test", "partner.test:8443" })
	void trustDomainThatIsNoneIsRefused(String name) {
		assertRefused("trust-domains[0].trust-domain: '%s' is no usable trust domain".formatted(name), web(name, URL));
	}

	@Test
	void ownTrustDomainIsRefused() {
		assertRefused("trust-domains[0].trust-domain: 'cosymesh.local' is this CA's own trust domain",
				web("cosymesh.local", URL));
	}

	@Test
	void trustDomainConfiguredTwiceIsRefused() {
		assertRefused("trust-domains[1].trust-domain: 'web.test' is configured twice", web("web.test", URL),
				web("web.test", "https://other.test/"));
	}

	@Test
	void f1UrlMustBeHttpsWithoutUserAndWithHost() {
		assertRefused("trust-domains[0].url: it does not begin with https://", web("web.test", "http://web.test/"));
		assertRefused("trust-domains[0].url: it does not begin with https://", web("web.test", "web.test"));
		assertRefused("trust-domains[0].url: it contains a user name or password",
				web("web.test", "https://user:secret@web.test/"));
		assertRefused("trust-domains[0].url: it names no host", web("web.test", "https:///bundle"));
		assertRefused("trust-domains[0].url: it is no URL", web("web.test", "https://web test/"));
	}

	@Test
	void passwordInTheUrlIsNotRepeated() {
		assertThatExceptionOfType(MeshConfigurationException.class)
			.isThrownBy(() -> this.reader.read(List.of(web("web.test", "https://user:hunter2@web.test/"))))
			.satisfies((ex) -> assertThat(ex.getMessage() + ex.action()).doesNotContain("hunter2"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "web", "HTTPS_WEB", "https-spiffe" })
	void f3ProfileIsNeverGuessed(String profile) {
		assertRefused("trust-domains[0].profile: there is no profile '%s'".formatted(profile),
				new ForeignDomain("web.test", URL, profile, null, null, null, true));
	}

	@Test
	void httpsSpiffeNeedsTheEndpointsId() {
		assertRefused("trust-domains[0].endpoint-id: '' is not the SPIFFE ID of a workload",
				spiffe("partner.test", null, INITIAL));
		assertRefused("trust-domains[0].endpoint-id: 'spiffe://partner.test' is not the SPIFFE ID of a workload",
				spiffe("partner.test", "spiffe://partner.test", INITIAL));
	}

	@Test
	void httpsSpiffeNeedsAnInitialBundleIfSelfServing() {
		assertRefused("trust-domains[0].initial-bundle: the first connection", spiffe("partner.test", ENDPOINT, null));
	}

	@Test
	void httpsSpiffeOfAThirdTrustDomainNeedsThatOne() {
		assertRefused("trust-domains[0].endpoint-id: it belongs to 'partner.test', whose bundle isn't known here",
				spiffe("other.test", ENDPOINT, null));
		assertRefused("trust-domains[0].initial-bundle: the endpoint belongs to 'partner.test'",
				spiffe("other.test", ENDPOINT, INITIAL), spiffe("partner.test", ENDPOINT, INITIAL));
		assertThat(this.reader
			.read(List.of(spiffe("other.test", ENDPOINT, null), spiffe("partner.test", ENDPOINT, INITIAL)))).hasSize(2);
		assertThat(this.reader.read(List.of(spiffe("other.test", TestSettings.CA.toString(), null)))).hasSize(1);
	}

	@Test
	void settingsOfTheOtherProfileAreRefused() {
		assertRefused("trust-domains[0].endpoint-id: it means something with profile 'https_spiffe' only",
				new ForeignDomain("web.test", URL, "https_web", ENDPOINT, null, null, true));
		assertRefused("trust-domains[0].initial-bundle: it means something with profile 'https_spiffe' only",
				new ForeignDomain("web.test", URL, "https_web", null, INITIAL, null, true));
		assertRefused("trust-domains[0].certificate-authority: it means something with profile 'https_web' only",
				new ForeignDomain("partner.test", URL, "https_spiffe", ENDPOINT, INITIAL, INITIAL, true));
	}

	private void assertRefused(String message, ForeignDomain... domains) {
		assertThatExceptionOfType(MeshConfigurationException.class).isThrownBy(() -> this.reader.read(List.of(domains)))
			.satisfies((ex) -> assertThat(ex).hasMessageStartingWith("cosymesh.ca.federation." + message))
			.satisfies((ex) -> assertThat(ex.action()).isNotBlank());
	}

	private static ForeignDomain web(String trustDomain, String url) {
		return new ForeignDomain(trustDomain, url, "https_web", null, null, null, true);
	}

	private static ForeignDomain spiffe(String trustDomain, @Nullable String endpoint, @Nullable Path initial) {
		return new ForeignDomain(trustDomain, URL, "https_spiffe", endpoint, initial, null, true);
	}

}
