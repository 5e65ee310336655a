package io.cosymesh.identity.test;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import io.spiffe.spiffeid.TrustDomain;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.issuance.IssuedSvid;
import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.identity.svid.SvidSource;

/**
 * A certificate authority in memory: a root, an intermediate and whatever leaf a test
 * needs. Service accounts live in namespace {@code cosymesh}.
 */
public final class TestCa {

	/** The trust domain of {@link #create()}. */
	public static final String TRUST_DOMAIN = "cosymesh.local";

	/** The namespace of every workload it names. */
	public static final String NAMESPACE = "cosymesh";

	private final TrustDomain trustDomain;

	private final InstantSource clock;

	private final KeyPair rootKeys;

	private final KeyPair intermediateKeys;

	private final X509Certificate root;

	private final X509Certificate intermediate;

	private TestCa(TrustDomain trustDomain, InstantSource clock) {
		this.trustDomain = trustDomain;
		this.clock = clock;
		this.rootKeys = TestKeys.p256();
		this.intermediateKeys = TestKeys.p256();
		String id = trustDomain.toIdString();
		this.root = CertificateRecipe.authority(clock.instant(), "CN=Test Root", id).selfSigned(this.rootKeys);
		this.intermediate = CertificateRecipe.authority(clock.instant(), "CN=Test Intermediate", id)
			.signedBy(this.intermediateKeys.getPublic(), this.root, this.rootKeys.getPrivate());
	}

	private TestCa(TestSvid root, TestSvid intermediate) {
		this.trustDomain = TrustDomain.parse(TRUST_DOMAIN);
		this.clock = InstantSource.system();
		this.root = root.leaf();
		this.rootKeys = new KeyPair(root.leaf().getPublicKey(), root.key());
		this.intermediate = intermediate.leaf();
		this.intermediateKeys = new KeyPair(intermediate.leaf().getPublicKey(), intermediate.key());
	}

	/**
	 * Returns the CA of trust domain {@value #TRUST_DOMAIN} that has these certificates.
	 * @param root its root and the root's key
	 * @param intermediate its intermediate and the intermediate's key
	 */
	public static TestCa holding(TestSvid root, TestSvid intermediate) {
		return new TestCa(root, intermediate);
	}

	/**
	 * Returns a new CA of trust domain {@value #TRUST_DOMAIN} on the system clock.
	 */
	public static TestCa create() {
		return create(TRUST_DOMAIN, InstantSource.system());
	}

	/**
	 * Returns a new CA.
	 * @param trustDomain its trust domain
	 * @param clock its clock
	 */
	public static TestCa create(String trustDomain, InstantSource clock) {
		return new TestCa(TrustDomain.parse(trustDomain), clock);
	}

	/**
	 * Returns the name of a workload.
	 * @param serviceAccount the service account
	 */
	public WorkloadName name(String serviceAccount) {
		return new WorkloadName(this.trustDomain, NAMESPACE, serviceAccount);
	}

	/**
	 * Returns the root certificate.
	 */
	public X509Certificate root() {
		return this.root;
	}

	/**
	 * Returns the intermediate certificate.
	 */
	public X509Certificate intermediate() {
		return this.intermediate;
	}

	/**
	 * Returns the trust bundle: the root.
	 */
	public TrustBundle bundle() {
		return new TrustBundle(this.trustDomain, Set.of(this.root), 1, Duration.ofMinutes(5));
	}

	/**
	 * Returns a good SVID that lasts an hour.
	 * @param serviceAccount the service account
	 */
	public TestSvid svid(String serviceAccount) {
		return svid(serviceAccount, Duration.ofHours(1));
	}

	/**
	 * Returns a good SVID.
	 * @param serviceAccount the service account
	 * @param lifetime how long it lasts from now
	 */
	public TestSvid svid(String serviceAccount, Duration lifetime) {
		return issue(leaf(serviceAccount, lifetime), TestKeys.p256());
	}

	/**
	 * Returns a source with a good SVID in it.
	 * @param serviceAccount the service account
	 */
	public SvidSource svidSource(String serviceAccount) {
		return svidSource(serviceAccount, Duration.ofHours(1));
	}

	/**
	 * Returns a source with a good SVID in it.
	 * @param serviceAccount the service account
	 * @param lifetime how long the SVID lasts from now
	 */
	public SvidSource svidSource(String serviceAccount, Duration lifetime) {
		SvidSource source = new SvidSource(name(serviceAccount), this.clock);
		try {
			source.publish(svid(serviceAccount, lifetime).svid(), bundle());
		}
		catch (SvidRefusedException ex) {
			throw new IllegalStateException(ex);
		}
		return source;
	}

	/**
	 * Returns an issuer that takes every request for one workload.
	 * @param serviceAccount the service account
	 * @param lifetime how long its SVIDs last
	 */
	public SvidIssuer issuer(String serviceAccount, Duration lifetime) {
		return (csrDer) -> {
			X509Certificate leaf = sign(leaf(serviceAccount, lifetime), keyOf(csrDer));
			return new IssuedSvid(List.of(leaf, this.intermediate), bundle(), this.clock.instant());
		};
	}

	/**
	 * Returns whatever a recipe makes, with the intermediate behind it.
	 * @param recipe the leaf
	 * @param keys the leaf's key pair
	 */
	public TestSvid issue(CertificateRecipe recipe, KeyPair keys) {
		return new TestSvid(List.of(sign(recipe, keys.getPublic()), this.intermediate), keys.getPrivate());
	}

	/**
	 * Returns the catalogue of wrong SVIDs of one workload.
	 * @param serviceAccount the workload they pretend to be
	 */
	public WrongSvids wrong(String serviceAccount) {
		return new WrongSvids(this, serviceAccount);
	}

	CertificateRecipe leaf(String serviceAccount, Duration lifetime) {
		Instant now = now();
		return CertificateRecipe.leaf(now, name(serviceAccount).toString())
			.validity(now.minusSeconds(60), now.plus(lifetime));
	}

	X509Certificate sign(CertificateRecipe recipe, PublicKey key) {
		return recipe.signedBy(key, this.intermediate, this.intermediateKeys.getPrivate());
	}

	Instant now() {
		return this.clock.instant();
	}

	KeyPair rootKeys() {
		return this.rootKeys;
	}

	KeyPair intermediateKeys() {
		return this.intermediateKeys;
	}

	private static PublicKey keyOf(byte[] csrDer) {
		try {
			return new JcaPKCS10CertificationRequest(csrDer).getPublicKey();
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
