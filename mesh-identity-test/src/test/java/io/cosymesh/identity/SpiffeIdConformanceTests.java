package io.cosymesh.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.svid.ChainOfTrust;
import io.cosymesh.identity.svid.SvidRefusal;
import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestSvid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * SPIFFE-ID.md line by line: ID-1 to ID-7.
 */
@DisplayName("SPIFFE ID conformance")
class SpiffeIdConformanceTests {

	@ParameterizedTest(name = "ID-1 {0} is accepted")
	@ValueSource(strings = { "spiffe://example.org", "spiffe://example.org/workload", "spiffe://e/w" })
	void acceptsSchemeTrustDomainAndPath(String text) {
		assertAccepted(text);
	}

	@ParameterizedTest(name = "ID-1 {0} is refused")
	@ValueSource(strings = { "", "example.org/workload", "//example.org/workload", "http://example.org/workload",
			"https://example.org/workload", "spiffes://example.org/workload", "spiffe:example.org/workload",
			"spiffe:/example.org/workload", "spiffe://", "spiffe:///workload", "spiffe://example.org/workload?query",
			"spiffe://example.org/workload?", "spiffe://example.org?query", "spiffe://example.org/workload#fragment",
			"spiffe://example.org/workload#", "spiffe://example.org#fragment", "spiffe://user@example.org/workload",
			"spiffe://user:password@example.org/workload", "spiffe://@example.org/workload",
			"spiffe://example.org:443/workload", "spiffe://example.org:/workload", " spiffe://example.org/workload",
			"spiffe://example.org/workload ", "spiffe://example.org/workload\n" })
	void refusesEveryOtherUri(String text) {
		assertRefused(text);
	}

	@ParameterizedTest(name = "ID-2 trust domain {0} is accepted")
	@ValueSource(strings = { "example.org", "a", "0", "a-b", "a_b", "under_score.example.org", "1.2.3.4", "999.1.1.1",
			"xn--bcher-kva.example", "-a-", ".", "..", "a..b", "_" })
	void acceptsEveryNameOfTheAlphabet(String trustDomain) {
		assertAccepted("spiffe://" + trustDomain + "/workload");
	}

	@ParameterizedTest(name = "ID-2 trust domain {0} is refused")
	@ValueSource(strings = { "Example.org", "EXAMPLE.ORG", "exam%70le.org", "example%2eorg", "[::1]", "::1",
			"[fe80::1%25eth0]", "bücher.example", "a b", "a+b", "a~b", "a!b", "a$b", "a,b", "a;b", "a=b", "a\\b",
			"a\tb" })
	void refusesOtherCharactersInTrustDomains(String trustDomain) {
		assertRefused("spiffe://" + trustDomain + "/workload");
	}

	@Test
	@DisplayName("ID-2 our own trust domain has no underscore, because of C-4")
	void ownTrustDomainHasNoUnderscore() {
		assertThat(new WorkloadName(TrustDomain.parse("a-b.org"), "n", "s")).hasToString("spiffe://a-b.org/ns/n/sa/s");
		assertThatIllegalArgumentException().isThrownBy(() -> new WorkloadName(TrustDomain.parse("a_b.org"), "n", "s"));
	}

	@ParameterizedTest(name = "ID-3 path {0} is accepted")
	@ValueSource(strings = { "/a", "/A/b/C", "/azAZ09.-_", "/...", "/.a", "/a.", "/..a/a..", "/-", "/_" })
	void acceptsEverySegmentOfTheAlphabet(String path) {
		assertAccepted("spiffe://example.org" + path);
	}

	@ParameterizedTest(name = "ID-3 path {0} is refused")
	@ValueSource(strings = { "/", "/a/", "//a", "/a//b", "/.", "/..", "/a/.", "/a/./b", "/a/../b", "/../a", "/%41",
			"/a%2fb", "/a b", "/a+b", "/a:b", "/a@b", "/a,b", "/a\\b", "/é", "/a\u0000b" })
	void refusesOtherPaths(String path) {
		assertRefused("spiffe://example.org" + path);
	}

	@Test
	@DisplayName("ID-4 2048 bytes are accepted, 2049 are refused")
	void limitsTheLength() {
		String longest = "spiffe://example.org/" + "a".repeat(2048 - "spiffe://example.org/".length());
		assertAccepted(longest);
		assertRefused(longest + "a");
	}

	@Test
	@DisplayName("ID-4 bytes are counted, not characters")
	void countsBytes() {
		assertThatIllegalArgumentException().isThrownBy(() -> StrictSpiffeId.parse("spiffe://e/" + "ä".repeat(1100)))
			.withMessage("SPIFFE ID is longer than 2048 bytes");
	}

	@Test
	@DisplayName("ID-4 a trust domain of 255 bytes is accepted, one of 256 is refused")
	void limitsTheLengthOfTrustDomains() {
		assertAccepted("spiffe://" + "a".repeat(255) + "/b");
		assertRefused("spiffe://" + "a".repeat(256) + "/b");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new TrustBundle(TrustDomain.parse("a".repeat(256)), Set.of(), 1, Duration.ZERO));
	}

	@Test
	@DisplayName("ID-4 no name of ours comes near the limit")
	void neverGeneratesLongIds() {
		String label = "a".repeat(63);
		assertThat(new WorkloadName(TrustDomain.parse("d".repeat(255)), label, label).toString()).hasSizeLessThan(2048);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new WorkloadName(TrustDomain.parse("example.org"), label + "a", label));
	}

	@ParameterizedTest(name = "ID-5 {0} is not canonical and refused")
	@ValueSource(strings = { "SPIFFE://example.org/w", "Spiffe://example.org/w", "spiffe://EXAMPLE.org/w",
			"spiffe://example.orG/w" })
	void refusesOtherCases(String text) {
		assertRefused(text);
	}

	@Test
	@DisplayName("ID-5 paths are case-sensitive")
	void comparesPathsByCase() {
		SpiffeId lower = StrictSpiffeId.parse("spiffe://example.org/ns/n/sa/s");
		SpiffeId upper = StrictSpiffeId.parse("spiffe://example.org/ns/n/sa/S");
		assertThat(lower).isNotEqualTo(upper);
		assertThat(PeerRule.only(lower).admits(lower)).isTrue();
		assertThat(PeerRule.only(lower).admits(upper)).isFalse();
	}

	@Test
	@DisplayName("ID-6 a signing authority has an ID of its own trust domain without a path, or none")
	void authoritiesAreNamedAfterTheirTrustDomain() throws Exception {
		TestCa ca = TestCa.create();
		Instant now = InstantSource.system().instant();
		for (String[] names : new String[][] { { "spiffe://cosymesh.local" }, {} }) {
			TestSvid svid = ca.wrong("backend-api").belowIntermediate((authority) -> authority.uris(names));
			assertThat(ChainOfTrust.verify(svid.chain(), ca.bundle(), now))
				.isEqualTo(ca.name("backend-api").spiffeId());
		}
		for (String name : new String[] { "spiffe://cosymesh.local/ca", "spiffe://other.local" }) {
			TestSvid svid = ca.wrong("backend-api").belowIntermediate((authority) -> authority.uris(name));
			assertThatExceptionOfType(SvidRefusedException.class)
				.isThrownBy(() -> ChainOfTrust.verify(svid.chain(), ca.bundle(), now))
				.satisfies((ex) -> assertThat(ex.refusal()).isEqualTo(SvidRefusal.WRONG_AUTHORITY_ID));
		}
	}

	@ParameterizedTest(name = "ID-7 no segment is built from {0}")
	@ValueSource(strings = { "", ".", "..", "a/b", "../admin", "a/../b", "A", "a_b", "a.b", "%2e", "-a", "a-", "a b" })
	void buildsIdsFromSegmentsNotFromPaths(String segment) {
		TrustDomain trustDomain = TrustDomain.parse("example.org");
		assertThatIllegalArgumentException().isThrownBy(() -> new WorkloadName(trustDomain, segment, "s"));
		assertThatIllegalArgumentException().isThrownBy(() -> new WorkloadName(trustDomain, "n", segment));
	}

	@Test
	@DisplayName("ID-7 an ID is /ns/<namespace>/sa/<service account>")
	void buildsIds() {
		WorkloadName name = new WorkloadName(TrustDomain.parse("example.org"), "voices", "backend-api");
		assertThat(name.spiffeId()).hasToString("spiffe://example.org/ns/voices/sa/backend-api");
		assertThat(WorkloadName.of(name.spiffeId())).isEqualTo(name);
	}

	private static void assertAccepted(String text) {
		assertThat(StrictSpiffeId.parse(text)).hasToString(text);
	}

	private static void assertRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> StrictSpiffeId.parse(text));
	}

}
