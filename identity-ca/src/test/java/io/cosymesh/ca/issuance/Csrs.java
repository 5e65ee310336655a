package io.cosymesh.ca.issuance;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Base64;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

import io.cosymesh.ca.Keys;

/**
 * Certificate signing requests, right and wrong on purpose.
 */
public final class Csrs {

	private Csrs() {
	}

	static byte[] plain() {
		return of(Keys.p256());
	}

	public static byte[] of(KeyPair keys) {
		return csr(keys, (csr) -> {
		});
	}

	static byte[] csr(KeyPair keys, Change change) {
		return csr(keys, keys.getPrivate(), "", change);
	}

	public static byte[] withSubject(String subject) {
		KeyPair keys = Keys.p256();
		return csr(keys, keys.getPrivate(), subject, (csr) -> {
		});
	}

	public static byte[] signedByAnotherKey() {
		return csr(Keys.p256(), Keys.p256().getPrivate(), "", (csr) -> {
		});
	}

	static byte[] signedWith(KeyPair keys, String algorithm) {
		try {
			return new JcaPKCS10CertificationRequestBuilder(new X500Name(""), keys.getPublic())
				.build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate()))
				.getEncoded();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	static byte[] withExtension(ASN1ObjectIdentifier type, ASN1Encodable value) {
		return csr(Keys.p256(), (csr) -> {
			ExtensionsGenerator extensions = new ExtensionsGenerator();
			extensions.addExtension(type, false, value);
			csr.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
		});
	}

	static byte[] withNames(GeneralName... names) {
		return withExtension(Extension.subjectAlternativeName, new GeneralNames(names));
	}

	public static byte[] asCa() {
		return withExtension(Extension.basicConstraints, new BasicConstraints(true));
	}

	public static byte[] withId(String id) {
		return withNames(uri(id));
	}

	public static byte[] withExtraName(String id) {
		return withNames(uri(id), new GeneralName(GeneralName.dNSName, "localhost"));
	}

	static GeneralName uri(String uri) {
		return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
	}

	static String pem(byte[] der) {
		return "-----BEGIN CERTIFICATE REQUEST-----\n" + Base64.getMimeEncoder().encodeToString(der)
				+ "\n-----END CERTIFICATE REQUEST-----\n";
	}

	private static byte[] csr(KeyPair keys, PrivateKey signer, String subject, Change change) {
		try {
			PKCS10CertificationRequestBuilder builder = new JcaPKCS10CertificationRequestBuilder(new X500Name(subject),
					keys.getPublic());
			change.apply(builder);
			String algorithm = signer.getAlgorithm().equals("RSA") ? "SHA256withRSA"
					: signer.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "Ed25519";
			return builder.build(new JcaContentSignerBuilder(algorithm).build(signer)).getEncoded();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	interface Change {

		void apply(PKCS10CertificationRequestBuilder csr) throws Exception;

	}

}
