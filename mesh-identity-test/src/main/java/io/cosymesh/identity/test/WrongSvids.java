package io.cosymesh.identity.test;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * SVIDs of one workload, each wrong in one way and otherwise signed by the right CA
 * unless its name says something else. The last few are unusual and right.
 */
public final class WrongSvids {

	private final TestCa ca;

	private final String serviceAccount;

	private final String id;

	WrongSvids(TestCa ca, String serviceAccount) {
		this.ca = ca;
		this.serviceAccount = serviceAccount;
		this.id = ca.name(serviceAccount).toString();
	}

	/** Two SPIFFE IDs. */
	public TestSvid withTwoUriSans() {
		return issue(good().uris(this.id, this.id + "-too"));
	}

	/** A URI of another scheme beside the SPIFFE ID. */
	public TestSvid withForeignUriSan() {
		return issue(good().uris(this.id, "https://example.org/"));
	}

	/** A DNS name and no URI. */
	public TestSvid withoutUriSan() {
		return issue(good().uris().dns("localhost"));
	}

	/** No SAN at all. */
	public TestSvid withoutSan() {
		return issue(good().uris());
	}

	/** The ID of the trust domain. */
	public TestSvid withRootPath() {
		return withId("spiffe://" + TestCa.TRUST_DOMAIN);
	}

	/** CA:TRUE. */
	public TestSvid withCaTrue() {
		return issue(good().ca(true));
	}

	/** No key usage. */
	public TestSvid withoutKeyUsage() {
		return issue(good().keyUsage(0));
	}

	/** Key usage that isn't critical. */
	public TestSvid keyUsageNotCritical() {
		return issue(good().keyUsageCritical(false));
	}

	/** A leaf that may sign certificates. */
	public TestSvid withKeyCertSign() {
		return issue(good().keyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign));
	}

	/** A leaf that may sign revocation lists. */
	public TestSvid withCrlSign() {
		return issue(good().keyUsage(KeyUsage.digitalSignature | KeyUsage.cRLSign));
	}

	/** A leaf that may not sign handshakes. */
	public TestSvid withoutDigitalSignature() {
		return issue(good().keyUsage(KeyUsage.keyAgreement));
	}

	/** Extended key usage for servers only. */
	public TestSvid serverAuthOnly() {
		return issue(good().purposes(KeyPurposeId.id_kp_serverAuth));
	}

	/** Extended key usage for clients only. */
	public TestSvid clientAuthOnly() {
		return issue(good().purposes(KeyPurposeId.id_kp_clientAuth));
	}

	/** Extended key usage for something else. */
	public TestSvid codeSigningOnly() {
		return issue(good().purposes(KeyPurposeId.id_kp_codeSigning));
	}

	/** Expired a second ago. */
	public TestSvid expired() {
		return issue(good().validity(this.ca.now().minus(Duration.ofHours(2)), this.ca.now().minusSeconds(1)));
	}

	/** Valid in a minute. */
	public TestSvid notYetValid() {
		return issue(good().validity(this.ca.now().plusSeconds(60), this.ca.now().plus(Duration.ofHours(1))));
	}

	/** A good SVID of another trust domain. */
	public TestSvid otherTrustDomain() {
		return TestCa.create("other.local", this.ca::now).svid(this.serviceAccount);
	}

	/** An ID of another trust domain, signed by this one's CA. */
	public TestSvid forOtherTrustDomain() {
		return withId("spiffe://other.local/ns/cosymesh/sa/" + this.serviceAccount);
	}

	/** Right in everything, signed by another CA that calls itself the same. */
	public TestSvid signedByStranger() {
		return TestCa.create(TestCa.TRUST_DOMAIN, this.ca::now).svid(this.serviceAccount);
	}

	/** Signed by itself. */
	public TestSvid selfSigned() {
		KeyPair keys = TestKeys.p256();
		return new TestSvid(List.of(good().selfSigned(keys)), keys.getPrivate());
	}

	/** A stranger's leaf with the right intermediate behind it. */
	public TestSvid selfSignedWithRightIntermediate() {
		KeyPair keys = TestKeys.p256();
		return new TestSvid(List.of(good().selfSigned(keys), this.ca.intermediate()), keys.getPrivate());
	}

	/** An upper-case trust domain (ID-5). */
	public TestSvid nonCanonicalId() {
		return withId(this.id.replace("cosymesh.local", "COSYMESH.local"));
	}

	/** Any URI SAN, for the ID-* cases. */
	public TestSvid withId(String uri) {
		return issue(good().uris(uri));
	}

	/** No subject and a SAN that isn't critical. */
	public TestSvid withoutSubjectAndSanNotCritical() {
		return issue(good().subject("").nameCritical(false));
	}

	/** Leaf, root, intermediate. */
	public TestSvid unorderedChain() {
		TestSvid svid = issue(good());
		return new TestSvid(List.of(svid.leaf(), this.ca.root(), this.ca.intermediate()), svid.key());
	}

	/** The leaf without its intermediate. */
	public TestSvid incompleteChain() {
		TestSvid svid = issue(good());
		return new TestSvid(List.of(svid.leaf()), svid.key());
	}

	/** No certificate. */
	public TestSvid emptyChain() {
		return new TestSvid(List.of(), TestKeys.p256().getPrivate());
	}

	/** More certificates than anybody needs. */
	public TestSvid tooLongChain() {
		TestSvid svid = issue(good());
		List<X509Certificate> chain = new ArrayList<>(svid.chain());
		for (int i = 0; i < 5; i++) {
			chain.add(this.ca.root());
		}
		return new TestSvid(chain, svid.key());
	}

	/** The CA's own certificate and key. */
	public TestSvid theCaItself() {
		return new TestSvid(List.of(this.ca.intermediate()), this.ca.intermediateKeys().getPrivate());
	}

	/** Signed by another workload's good SVID. */
	public TestSvid signedByWorkload() {
		TestSvid issuer = this.ca.svid("audio-processor");
		KeyPair keys = TestKeys.p256();
		X509Certificate leaf = good().signedBy(keys.getPublic(), issuer.leaf(), issuer.key());
		return new TestSvid(List.of(leaf, issuer.leaf(), this.ca.intermediate()), keys.getPrivate());
	}

	/** Below an intermediate that has expired. */
	public TestSvid belowExpiredIntermediate() {
		return below(intermediate().validity(this.ca.now().minus(Duration.ofDays(2)), this.ca.now().minusSeconds(1)));
	}

	/** Below an intermediate that may not sign. */
	public TestSvid belowIntermediateWithoutKeyCertSign() {
		return below(intermediate().keyUsage(KeyUsage.digitalSignature));
	}

	/** Below an intermediate with a workload's ID (ID-6). */
	public TestSvid belowIntermediateWithPath() {
		return below(intermediate().uris(this.id));
	}

	/** Below an intermediate that may sign for another trust domain only (C-4). */
	public TestSvid belowIntermediateForOtherDomain() {
		return below(intermediate().permittedUriHost("other.local"));
	}

	/** An Ed25519 key, which java-spiffe can't hold. */
	public TestSvid ed25519() {
		return this.ca.issue(good(), TestKeys.of("Ed25519"));
	}

	/** A good chain with the key of another. */
	public TestSvid withForeignKey() {
		return new TestSvid(issue(good()).chain(), TestKeys.p256().getPrivate());
	}

	/** Right: a DNS SAN beside the ID. */
	public TestSvid extraDnsSan() {
		return issue(good().dns("localhost"));
	}

	/** Right: the root sent along. */
	public TestSvid chainWithRootAppended() {
		TestSvid svid = issue(good());
		return new TestSvid(List.of(svid.leaf(), this.ca.intermediate(), this.ca.root()), svid.key());
	}

	/** Right: no subject and a critical SAN. */
	public TestSvid withoutSubject() {
		return issue(good().subject(""));
	}

	/** Right: no extended key usage. */
	public TestSvid withoutExtendedKeyUsage() {
		return issue(good().purposes());
	}

	/** Right: keyAgreement beside digitalSignature. */
	public TestSvid withKeyAgreement() {
		return issue(good().keyUsage(KeyUsage.digitalSignature | KeyUsage.keyAgreement));
	}

	/** Right: an RSA key. */
	public TestSvid rsa() {
		return this.ca.issue(good(), TestKeys.of("RSA"));
	}

	/** Right: an intermediate constrained to the leaf's trust domain (C-4). */
	public TestSvid belowConstrainedIntermediate() {
		return below(intermediate().permittedUriHost(TestCa.TRUST_DOMAIN));
	}

	/**
	 * Returns an SVID whose leaf a test changes.
	 * @param change what to change
	 */
	public TestSvid withLeaf(UnaryOperator<CertificateRecipe> change) {
		return issue(change.apply(good()));
	}

	/**
	 * Returns an SVID below an intermediate that a test changes.
	 * @param change what to change
	 */
	public TestSvid belowIntermediate(UnaryOperator<CertificateRecipe> change) {
		return below(change.apply(intermediate()));
	}

	private CertificateRecipe good() {
		return this.ca.leaf(this.serviceAccount, Duration.ofHours(1));
	}

	private TestSvid issue(CertificateRecipe recipe) {
		return this.ca.issue(recipe, TestKeys.p256());
	}

	private CertificateRecipe intermediate() {
		return CertificateRecipe.authority(this.ca.now(), "CN=Another Intermediate", "spiffe://" + TestCa.TRUST_DOMAIN);
	}

	private TestSvid below(CertificateRecipe intermediate) {
		KeyPair issuerKeys = TestKeys.p256();
		KeyPair keys = TestKeys.p256();
		X509Certificate issuer = intermediate.signedBy(issuerKeys.getPublic(), this.ca.root(),
				this.ca.rootKeys().getPrivate());
		X509Certificate leaf = good().signedBy(keys.getPublic(), issuer, issuerKeys.getPrivate());
		return new TestSvid(List.of(leaf, issuer), keys.getPrivate());
	}

}
