package io.cosymesh.ca.authority;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.cosymesh.ca.Keys;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.svid.ChainOfTrust;
import io.cosymesh.identity.svid.LeafProfile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * X509-SVID.md on what a CA issues: C-1 to C-4 and the issuer's half of. What
 * verifiers make of other certificates is tested in mesh-identity-test.
 */
@DisplayName("Certificates of identity-ca: conformance")
class SigningCertificateConformanceTests {

	private static final String KEY_USAGE = "2.5.29.15";

	private static final String BASIC_CONSTRAINTS = "2.5.29.19";

	private static final String ALTERNATIVE_NAME = "2.5.29.17";

	private static final String NAME_CONSTRAINTS = "2.5.29.30";

	private static final int DIGITAL_SIGNATURE = 0;

	private static final int KEY_CERT_SIGN = 5;

	private static final int CRL_SIGN = 6;

	private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

	private static final SpiffeId ID = SpiffeId.parse("spiffe://cosymesh.local/ns/cosymesh/sa/backend-api");

	private final TrustDomain domain = TrustDomain.parse("cosymesh.local");

	private final CertificateProfile profile = new CertificateProfile(new SecureRandom());

	private final KeyPair rootKeys = Keys.p256();

	private final KeyPair keys = Keys.p256();

	private final X509Certificate root = this.profile.root(this.domain, this.rootKeys, NOON, Duration.ofDays(365));

	private final X509Certificate intermediate = this.profile.intermediate(this.domain, this.keys.getPublic(),
			new Signer(this.rootKeys.getPrivate(), this.root), NOON, NOON.plus(Duration.ofDays(7)));

	private final X509Certificate leaf = this.profile.leaf(ID, Keys.p256().getPublic(),
			new Signer(this.keys.getPrivate(), this.intermediate), NOON, NOON.plus(Duration.ofHours(1)));

	@Test
	@DisplayName("C-1 signers have a critical cA, a critical keyCertSign and a path length")
	void signersMaySign() {
		for (X509Certificate signer : List.of(this.root, this.intermediate)) {
			assertThat(signer.getCriticalExtensionOIDs()).contains(KEY_USAGE, BASIC_CONSTRAINTS);
			assertThat(signer.getKeyUsage()[KEY_CERT_SIGN]).isTrue();
			assertThat(signer.getExtensionValue("2.5.29.37")).isNull();
		}
		assertThat(this.root.getBasicConstraints()).isEqualTo(1);
		assertThat(this.intermediate.getBasicConstraints()).isZero();
	}

	@Test
	@DisplayName("C-2, ID-6 signers carry the ID of their trust domain, without a path")
	void signersAreNamedAfterTheTrustDomain() throws Exception {
		for (X509Certificate signer : List.of(this.root, this.intermediate)) {
			assertThat(signer.getSubjectAlternativeNames()).containsExactly(List.of(6, "spiffe://cosymesh.local"));
		}
	}

	@Test
	@DisplayName("C-3 signers have no digitalSignature")
	void signersSignNoHandshakes() {
		assertThat(this.root.getKeyUsage()[DIGITAL_SIGNATURE]).isFalse();
		assertThat(this.intermediate.getKeyUsage()[DIGITAL_SIGNATURE]).isFalse();
	}

	@Test
	@DisplayName("C-4 signers have no name constraints, which not every verifier can read")
	void signersHaveNoNameConstraints() {
		assertThat(this.root.getExtensionValue(NAME_CONSTRAINTS)).isNull();
		assertThat(this.intermediate.getExtensionValue(NAME_CONSTRAINTS)).isNull();
	}

	@Test
	@DisplayName("X-1 to X-6 leaves are of the profile")
	void leavesAreOfTheProfile() throws Exception {
		assertThat(LeafProfile.check(this.leaf)).isEqualTo(ID);
		assertThat(this.leaf.getSubjectAlternativeNames()).containsExactly(List.of(6, ID.toString()));
		assertThat(this.leaf.getSubjectX500Principal().getName()).isEmpty();
		assertThat(this.leaf.getCriticalExtensionOIDs()).containsExactlyInAnyOrder(ALTERNATIVE_NAME, KEY_USAGE,
				BASIC_CONSTRAINTS);
		assertThat(this.leaf.getBasicConstraints()).isEqualTo(-1);
		assertThat(this.leaf.getKeyUsage()[DIGITAL_SIGNATURE]).isTrue();
		assertThat(this.leaf.getKeyUsage()[KEY_CERT_SIGN]).isFalse();
		assertThat(this.leaf.getKeyUsage()[CRL_SIGN]).isFalse();
		assertThat(this.leaf.getExtendedKeyUsage()).containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
	}

	@Test
	@DisplayName("X-7 the chain is valid by the bundle of the trust domain")
	void chainIsValid() throws Exception {
		TrustBundle bundle = new TrustBundle(this.domain, Set.of(this.root), 1, Duration.ofMinutes(5));
		assertThat(ChainOfTrust.verify(List.of(this.leaf, this.intermediate), bundle, NOON)).isEqualTo(ID);
	}

}
