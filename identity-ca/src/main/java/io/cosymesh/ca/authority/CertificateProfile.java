package io.cosymesh.ca.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * What the three kinds of certificates contain: X509-SVID sections 4 and 5 for signing
 * certificates, 3 and 4 for leaves.
 */
public final class CertificateProfile {

	/** How far back validity starts, for workloads whose clock is behind. */
	static final Duration BACKDATE = Duration.ofSeconds(60);

	private static final int SERIAL_BITS = 128;

	private static final int GENERALIZED_FROM = 2050;

	private static final DateTimeFormatter UTC_TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT);

	private static final DateTimeFormatter GENERALIZED_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'",
			Locale.ROOT);

	private final SecureRandom random;

	/**
	 * Makes certificates.
	 * @param random gives the serials
	 */
	public CertificateProfile(SecureRandom random) {
		this.random = random;
	}

	/**
	 * Makes a root.
	 * @param domain the trust domain it speaks for
	 * @param keys its key pair
	 * @param now when it is made
	 * @param ttl how long it lives
	 * @return the self-signed certificate
	 */
	public X509Certificate root(TrustDomain domain, KeyPair keys, Instant now, Duration ttl) {
		X500Name name = authorityName("Root");
		return build(() -> {
			X509v3CertificateBuilder builder = builder(name, name, keys.getPublic(), now.minus(BACKDATE),
					now.plus(ttl));
			addSigningExtensions(builder, domain, 1);
			JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
			builder.addExtension(Extension.subjectKeyIdentifier, false,
					identifiers.createSubjectKeyIdentifier(keys.getPublic()));
			return sign(builder, new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
		});
	}

	/**
	 * Makes an intermediate.
	 * @param domain the trust domain it speaks for
	 * @param key its public key
	 * @param root who signs
	 * @param now when it is made
	 * @param notAfter when it expires
	 * @return the certificate
	 */
	public X509Certificate intermediate(TrustDomain domain, PublicKey key, Signer root, Instant now, Instant notAfter) {
		return build(() -> {
			X509v3CertificateBuilder builder = builder(root.name(), authorityName("Intermediate"), key,
					now.minus(BACKDATE), notAfter);
			addSigningExtensions(builder, domain, 0);
			addKeyIdentifiers(builder, key, root);
			return sign(builder, root.contentSigner());
		});
	}

	/**
	 * Makes an SVID.
	 * @param id whose it is
	 * @param key the workload's key
	 * @param issuer who signs
	 * @param now when it is made; it is valid from 60 seconds earlier
	 * @param notAfter when it expires
	 * @return the leaf
	 */
	public X509Certificate leaf(SpiffeId id, PublicKey key, Signer issuer, Instant now, Instant notAfter) {
		return build(() -> {
			X509v3CertificateBuilder builder = builder(issuer.name(), new X500NameBuilder().build(), key,
					now.minus(BACKDATE), notAfter);
			// Critical because the subject is empty (RFC 5280 section 4.2.1.6).
			builder.addExtension(Extension.subjectAlternativeName, true, uri(id.toString()));
			builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
			builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
			builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(
					new KeyPurposeId[] { KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth }));
			addKeyIdentifiers(builder, key, issuer);
			return sign(builder, issuer.contentSigner());
		});
	}

	private X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, PublicKey key, Instant notBefore,
			Instant notAfter) {
		return new X509v3CertificateBuilder(issuer, serial(), time(notBefore), time(notAfter), subject,
				SubjectPublicKeyInfo.getInstance(key.getEncoded()));
	}

	// Bouncy Castle's way from a Date takes longer than all extensions together. RFC 5280
	// section 4.1.2.5 changes the form in 2050.
	private static Time time(Instant instant) {
		ZonedDateTime utc = instant.atZone(ZoneOffset.UTC);
		return new Time((utc.getYear() < GENERALIZED_FROM) ? new DERUTCTime(UTC_TIME.format(utc))
				: new DERGeneralizedTime(GENERALIZED_TIME.format(utc)));
	}

	private BigInteger serial() {
		BigInteger serial = new BigInteger(SERIAL_BITS, this.random);
		return (serial.signum() > 0) ? serial : BigInteger.ONE;
	}

	private static void addSigningExtensions(X509v3CertificateBuilder builder, TrustDomain domain, int pathLength)
			throws IOException {
		builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(pathLength));
		builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
		builder.addExtension(Extension.subjectAlternativeName, false, uri(domain.toIdString()));
	}

	private static void addKeyIdentifiers(X509v3CertificateBuilder builder, PublicKey key, Signer issuer)
			throws IOException, GeneralSecurityException {
		JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
		builder.addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key));
		builder.addExtension(Extension.authorityKeyIdentifier, false,
				identifiers.createAuthorityKeyIdentifier(issuer.certificate().getPublicKey()));
	}

	private static GeneralNames uri(String uri) {
		return new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
	}

	private static X500Name authorityName(String kind) {
		return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, "CosyMesh").addRDN(BCStyle.CN, kind).build();
	}

	private static X509Certificate sign(X509v3CertificateBuilder builder, ContentSigner signer)
			throws CertificateException {
		return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
	}

	private static X509Certificate build(CertificateMaking making) {
		try {
			return making.make();
		}
		catch (IOException | GeneralSecurityException | OperatorCreationException ex) {
			throw new IllegalStateException("Cannot make a certificate", ex);
		}
	}

	private interface CertificateMaking {

		X509Certificate make() throws IOException, GeneralSecurityException, OperatorCreationException;

	}

}
