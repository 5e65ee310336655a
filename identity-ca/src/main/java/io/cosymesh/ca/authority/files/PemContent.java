package io.cosymesh.ca.authority.files;

import java.io.IOException;
import java.io.StringReader;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * Reads certificates and private keys from PEM as OpenSSL, cert-manager and Vault write
 * it.
 */
final class PemContent {

	private PemContent() {
	}

	static List<X509Certificate> certificates(String file, String pem, int most) throws SetRefusedException {
		List<X509Certificate> certificates = new ArrayList<>();
		JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
		for (Object object : objects(file, pem)) {
			if (!(object instanceof X509CertificateHolder holder)) {
				throw malformed(file, "holds something other than certificates");
			}
			certificates.add(convert(file, converter, holder));
		}
		if (certificates.size() > most) {
			throw new SetRefusedException(SetFault.TOO_MANY_CERTIFICATES,
					"%s holds %d certificates, more than %d".formatted(file, certificates.size(), most));
		}
		return certificates;
	}

	/** Reads a PKCS#8, PKCS#1 or SEC1 key, the latter after its parameters or not. */
	static PrivateKey key(String file, String pem) throws SetRefusedException {
		List<Object> objects = objects(file, pem);
		objects.removeIf(ASN1ObjectIdentifier.class::isInstance);
		if (objects.size() != 1) {
			throw malformed(file, "does not hold exactly one private key");
		}
		PrivateKeyInfo info = switch (objects.getFirst()) {
			case PrivateKeyInfo key -> key;
			case PEMKeyPair pair -> pair.getPrivateKeyInfo();
			case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ ->
				throw malformed(file, "is encrypted with a passphrase");
			default -> throw malformed(file, "does not hold a private key");
		};
		try {
			return new JcaPEMKeyConverter().getPrivateKey(info);
		}
		catch (IOException | RuntimeException ex) {
			throw new SetRefusedException(SetFault.KEY_NOT_ALLOWED,
					"The key in %s is neither EC nor RSA".formatted(file));
		}
	}

	private static X509Certificate convert(String file, JcaX509CertificateConverter converter,
			X509CertificateHolder holder) throws SetRefusedException {
		try {
			return converter.getCertificate(holder);
		}
		catch (CertificateException | RuntimeException ex) {
			throw malformed(file, "holds a certificate that cannot be read");
		}
	}

	private static List<Object> objects(String file, String pem) throws SetRefusedException {
		if (pem.isEmpty()) {
			throw new SetRefusedException(SetFault.FILE_MISSING, "%s is missing, empty or unreadable".formatted(file));
		}
		List<Object> objects = new ArrayList<>();
		try (PEMParser parser = new PEMParser(new StringReader(pem))) {
			for (@Nullable
			Object next = parser.readObject(); next != null; next = parser.readObject()) {
				objects.add(next);
			}
		}
		// Bouncy Castle answers broken DER with several kinds of runtime exceptions.
		catch (IOException | RuntimeException ex) {
			throw malformed(file, "cannot be read as PEM");
		}
		if (objects.isEmpty()) {
			throw malformed(file, "holds no PEM");
		}
		return objects;
	}

	private static SetRefusedException malformed(String file, String what) {
		return new SetRefusedException(SetFault.FILE_MALFORMED, file + " " + what);
	}

}
