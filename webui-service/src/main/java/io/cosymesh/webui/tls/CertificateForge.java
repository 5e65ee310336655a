package io.cosymesh.webui.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.random.RandomGenerator;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Shapes the two kinds of certificate of the local authority.
 */
final class CertificateForge {

	private static final String ALGORITHM = "SHA256withECDSA";

	private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

	private static final int SERIAL_BYTES = 16;

	private final RandomGenerator random;

	CertificateForge(RandomGenerator random) {
		this.random = random;
	}

	/**
	 * Makes a self-signed authority that may sign server certificates and no further
	 * authority.
	 */
	X509Certificate authority(X500Principal name, KeyPair keys, Instant now, Duration lifetime) {
		return signed(() -> {
			X509v3CertificateBuilder builder = builder(name, name, keys.getPublic(), now, lifetime);
			builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
			builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
			builder.addExtension(Extension.subjectKeyIdentifier, false,
					new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
			return builder;
		}, keys.getPrivate());
	}

	/**
	 * Makes a server certificate for the given names.
	 * @param revocationList where clients find what the authority has revoked
	 */
	X509Certificate server(KeyAndChain authority, PublicKey key, Collection<ServerName> names, URI revocationList,
			Instant now, Duration lifetime) {
		X500Principal issuer = authority.leaf().getSubjectX500Principal();
		return signed(() -> {
			X509v3CertificateBuilder builder = builder(issuer, new X500Principal("CN=CosyMesh"), key, now, lifetime);
			JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
			builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
			builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
			builder.addExtension(Extension.extendedKeyUsage, false,
					new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
			builder.addExtension(Extension.subjectAlternativeName, false, subjectNames(names));
			builder.addExtension(Extension.cRLDistributionPoints, false, distributionPoint(revocationList));
			builder.addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
			builder.addExtension(Extension.authorityKeyIdentifier, false,
					extensions.createAuthorityKeyIdentifier(authority.publicKey()));
			return builder;
		}, authority.key());
	}

	/**
	 * Makes a revocation list (RFC 5280 §5) with nothing on it: a certificate that should
	 * no longer count is replaced together with its authority.
	 * @return the list in DER
	 */
	byte[] revocationList(KeyAndChain authority, Instant now, Duration lifetime) {
		X509v2CRLBuilder builder = new X509v2CRLBuilder(
				X500Name.getInstance(authority.leaf().getSubjectX500Principal().getEncoded()),
				Date.from(now.minus(CLOCK_SKEW)));
		builder.setNextUpdate(Date.from(now.plus(lifetime)));
		try {
			builder.addExtension(Extension.authorityKeyIdentifier, false,
					new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority.publicKey()));
			builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(now.getEpochSecond())));
			return builder.build(new JcaContentSignerBuilder(ALGORITHM).build(authority.key())).getEncoded();
		}
		catch (IOException | OperatorCreationException | GeneralSecurityException ex) {
			throw new IllegalStateException("The revocation list can't be made", ex);
		}
	}

	/**
	 * Returns whether a certificate names this very revocation list.
	 */
	static boolean isOn(X509Certificate certificate, URI revocationList) {
		byte[] extension = certificate.getExtensionValue(Extension.cRLDistributionPoints.getId());
		try {
			return extension != null && Arrays.equals(ASN1OctetString.getInstance(extension).getOctets(),
					distributionPoint(revocationList).getEncoded());
		}
		catch (IOException | IllegalArgumentException ex) {
			return false;
		}
	}

	private static CRLDistPoint distributionPoint(URI revocationList) {
		GeneralName name = new GeneralName(GeneralName.uniformResourceIdentifier, revocationList.toString());
		DistributionPointName point = new DistributionPointName(new GeneralNames(name));
		return new CRLDistPoint(new DistributionPoint[] { new DistributionPoint(point, null, null) });
	}

	private X509v3CertificateBuilder builder(X500Principal issuer, X500Principal subject, PublicKey key, Instant now,
			Duration lifetime) {
		byte[] serial = new byte[SERIAL_BYTES];
		this.random.nextBytes(serial);
		return new JcaX509v3CertificateBuilder(issuer, new BigInteger(1, serial).setBit(0),
				Date.from(now.minus(CLOCK_SKEW)), Date.from(now.plus(lifetime)), subject, key);
	}

	private static GeneralNames subjectNames(Collection<ServerName> names) {
		List<GeneralName> all = names.stream()
			.map((name) -> new GeneralName(name.isAddress() ? GeneralName.iPAddress : GeneralName.dNSName,
					name.value()))
			.toList();
		return new GeneralNames(all.toArray(GeneralName[]::new));
	}

	private static X509Certificate signed(Draft draft, PrivateKey key) {
		try {
			return new JcaX509CertificateConverter()
				.getCertificate(draft.make().build(new JcaContentSignerBuilder(ALGORITHM).build(key)));
		}
		catch (CertIOException | OperatorCreationException | GeneralSecurityException ex) {
			throw new IllegalStateException("The certificate can't be made", ex);
		}
	}

	private interface Draft {

		X509v3CertificateBuilder make() throws CertIOException, GeneralSecurityException;

	}

}
