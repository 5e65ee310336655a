package io.cosymesh.identity.test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A certificate about to be made. Starts as a good leaf or a good authority; each method
 * changes one thing.
 */
public final class CertificateRecipe {

	private String subject = "O=CosyMesh Test";

	private List<GeneralName> names = new ArrayList<>();

	private @Nullable Boolean nameCritical;

	private boolean authority;

	private @Nullable Integer pathLength;

	private int keyUsage = KeyUsage.digitalSignature;

	private boolean keyUsageCritical = true;

	private List<KeyPurposeId> purposes = List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth);

	private @Nullable String permittedUriHost;

	private Instant notBefore;

	private Instant notAfter;

	private CertificateRecipe(Instant now) {
		this.notBefore = now.minusSeconds(60);
		this.notAfter = now.plus(Duration.ofHours(1));
	}

	/**
	 * Returns the recipe of a good leaf.
	 * @param now the present
	 * @param uri its URI SAN
	 */
	public static CertificateRecipe leaf(Instant now, String uri) {
		return new CertificateRecipe(now).uris(uri);
	}

	/**
	 * Returns the recipe of a good signing certificate.
	 * @param now the present
	 * @param subject its subject
	 * @param uri its URI SAN
	 */
	public static CertificateRecipe authority(Instant now, String subject, String uri) {
		CertificateRecipe recipe = new CertificateRecipe(now).uris(uri)
			.subject(subject)
			.keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)
			.purposes()
			.validity(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(3650)));
		recipe.authority = true;
		return recipe;
	}

	/**
	 * Sets the subject, which may be empty.
	 * @param distinguishedName the subject
	 */
	public CertificateRecipe subject(String distinguishedName) {
		this.subject = distinguishedName;
		return this;
	}

	/**
	 * Replaces all SANs by URIs, or by none.
	 * @param uris the URIs
	 */
	public CertificateRecipe uris(String... uris) {
		this.names = new ArrayList<>();
		for (String uri : uris) {
			this.names.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
		}
		return this;
	}

	/**
	 * Adds a DNS SAN.
	 * @param name the name
	 */
	public CertificateRecipe dns(String name) {
		this.names.add(new GeneralName(GeneralName.dNSName, name));
		return this;
	}

	/**
	 * Sets whether the SAN is critical; by default it is when the subject is empty.
	 * @param critical whether it is
	 */
	public CertificateRecipe nameCritical(boolean critical) {
		this.nameCritical = critical;
		return this;
	}

	/**
	 * Sets whether it is a CA certificate.
	 * @param ca whether it is
	 */
	public CertificateRecipe ca(boolean ca) {
		this.authority = ca;
		return this;
	}

	/**
	 * Makes it a CA certificate with at most so many intermediates below it.
	 * @param certificates how many
	 */
	public CertificateRecipe pathLength(int certificates) {
		this.authority = true;
		this.pathLength = certificates;
		return this;
	}

	/**
	 * Sets the key usage; 0 leaves the extension out.
	 * @param bits the bits of {@link KeyUsage}
	 */
	public CertificateRecipe keyUsage(int bits) {
		this.keyUsage = bits;
		return this;
	}

	/**
	 * Sets whether the key usage is critical.
	 * @param critical whether it is
	 */
	public CertificateRecipe keyUsageCritical(boolean critical) {
		this.keyUsageCritical = critical;
		return this;
	}

	/**
	 * Sets the extended key usage; none leaves the extension out.
	 * @param ids the purposes
	 */
	public CertificateRecipe purposes(KeyPurposeId... ids) {
		this.purposes = List.of(ids);
		return this;
	}

	/**
	 * Adds a URI name constraint.
	 * @param host the only host permitted
	 */
	public CertificateRecipe permittedUriHost(String host) {
		this.permittedUriHost = host;
		return this;
	}

	/**
	 * Sets the validity.
	 * @param from the first moment
	 * @param until the last moment
	 */
	public CertificateRecipe validity(Instant from, Instant until) {
		this.notBefore = from;
		this.notAfter = until;
		return this;
	}

	/**
	 * Makes the certificate self-signed.
	 * @param keys its key pair
	 */
	public X509Certificate selfSigned(KeyPair keys) {
		return signed(keys.getPublic(), new X500Name(this.subject), keys.getPrivate());
	}

	/**
	 * Makes the certificate.
	 * @param key its public key
	 * @param issuer the issuer's certificate
	 * @param issuerKey the issuer's private key
	 */
	public X509Certificate signedBy(PublicKey key, X509Certificate issuer, PrivateKey issuerKey) {
		// As it is encoded there: a name that went through text may come back in another
		// order.
		return signed(key, X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()), issuerKey);
	}

	/**
	 * Makes the certificate as DER, which may be too wrong for the JDK to read.
	 * @param key its public key
	 * @param issuer the issuer's certificate
	 * @param issuerKey the issuer's private key
	 */
	public byte[] derSignedBy(PublicKey key, X509Certificate issuer, PrivateKey issuerKey) {
		return der(key, X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()), issuerKey);
	}

	private X509Certificate signed(PublicKey key, X500Name issuer, PrivateKey issuerKey) {
		try {
			return (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(der(key, issuer, issuerKey)));
		}
		catch (CertificateException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private byte[] der(PublicKey key, X500Name issuer, PrivateKey issuerKey) {
		try {
			X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(issuer, serial(),
					Date.from(this.notBefore), Date.from(this.notAfter), new X500Name(this.subject), key);
			addExtensions(builder);
			String algorithm = issuerKey.getAlgorithm().startsWith("Ed") ? "Ed25519"
					: (issuerKey.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
			return builder.build(new JcaContentSignerBuilder(algorithm).build(issuerKey)).getEncoded();
		}
		catch (IOException | OperatorCreationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void addExtensions(X509v3CertificateBuilder builder) throws IOException {
		builder.addExtension(Extension.basicConstraints, true, (this.pathLength != null)
				? new BasicConstraints(this.pathLength) : new BasicConstraints(this.authority));
		if (this.keyUsage != 0) {
			builder.addExtension(Extension.keyUsage, this.keyUsageCritical, new KeyUsage(this.keyUsage));
		}
		if (!this.purposes.isEmpty()) {
			builder.addExtension(Extension.extendedKeyUsage, false,
					new ExtendedKeyUsage(this.purposes.toArray(KeyPurposeId[]::new)));
		}
		if (!this.names.isEmpty()) {
			boolean critical = (this.nameCritical != null) ? this.nameCritical : this.subject.isEmpty();
			builder.addExtension(Extension.subjectAlternativeName, critical,
					new GeneralNames(this.names.toArray(GeneralName[]::new)));
		}
		if (this.permittedUriHost != null) {
			GeneralName host = new GeneralName(GeneralName.uniformResourceIdentifier, this.permittedUriHost);
			builder.addExtension(Extension.nameConstraints, true,
					new NameConstraints(new GeneralSubtree[] { new GeneralSubtree(host) }, null));
		}
	}

	private static BigInteger serial() {
		return new BigInteger(127, new SecureRandom()).setBit(127);
	}

}
