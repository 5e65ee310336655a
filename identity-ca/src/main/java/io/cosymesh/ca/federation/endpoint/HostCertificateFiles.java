package io.cosymesh.ca.federation.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.springframework.boot.ssl.pem.PemContent;

import io.cosymesh.ca.federation.endpoint.EndpointProof.HostCertificate;

/**
 * Reads the certificate of the listener and its key, and refuses what no client would
 * accept.
 */
final class HostCertificateFiles {

	private final HostCertificate files;

	private final InstantSource clock;

	private String seen = "";

	HostCertificateFiles(HostCertificate files, InstantSource clock) {
		this.files = files;
		this.clock = clock;
	}

	/**
	 * Looks at both files.
	 * @return what they hold, empty if they hold the same as the last time
	 * @throws IOException if they can't be read
	 * @throws UnusableCertificateException if what they hold can't be used
	 */
	synchronized Optional<HostChain> changes() throws IOException, UnusableCertificateException {
		String certificate = Files.readString(this.files.certificate(), StandardCharsets.UTF_8);
		String key = Files.readString(this.files.privateKey(), StandardCharsets.UTF_8);
		String digest = digest(certificate, key);
		if (digest.equals(this.seen)) {
			return Optional.empty();
		}
		this.seen = digest;
		return Optional.of(check(parse(certificate, key)));
	}

	private HostChain check(HostChain chain) throws UnusableCertificateException {
		X509Certificate leaf = chain.leaf();
		Instant now = this.clock.instant();
		if (now.isAfter(leaf.getNotAfter().toInstant()) || now.isBefore(leaf.getNotBefore().toInstant())) {
			throw new UnusableCertificateException("the certificate is not valid now");
		}
		if (!belongsTogether(leaf.getPublicKey(), chain.key())) {
			throw new UnusableCertificateException("the private key does not belong to the certificate");
		}
		return chain;
	}

	private static HostChain parse(String certificate, String key) throws UnusableCertificateException {
		try {
			PemContent chain = PemContent.of(certificate);
			PemContent keys = PemContent.of(key);
			List<X509Certificate> certificates = (chain != null) ? chain.getCertificates() : List.of();
			PrivateKey privateKey = (keys != null) ? keys.getPrivateKey() : null;
			if (privateKey != null && !certificates.isEmpty()) {
				return new HostChain(certificates, privateKey);
			}
		}
		// The message of the cause may quote the file.
		catch (RuntimeException ex) {
			throw new UnusableCertificateException("certificate and private key can't be read as PEM");
		}
		throw new UnusableCertificateException("there is no certificate or no private key");
	}

	private static String digest(String certificate, String key) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(certificate.getBytes(StandardCharsets.UTF_8));
			digest.update((byte) 0);
			return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

	private static boolean belongsTogether(PublicKey publicKey, PrivateKey privateKey) {
		byte[] challenge = "is this the key of the certificate?".getBytes(StandardCharsets.US_ASCII);
		try {
			Signature signature = Signature
				.getInstance(publicKey.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
			signature.initSign(privateKey);
			signature.update(challenge);
			byte[] signed = signature.sign();
			signature.initVerify(publicKey);
			signature.update(challenge);
			return signature.verify(signed);
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	/**
	 * A certificate for a host.
	 *
	 * @param certificates the chain, leaf first
	 * @param key the leaf's private key
	 */
	record HostChain(List<X509Certificate> certificates, PrivateKey key) {

		X509Certificate leaf() {
			return this.certificates.getFirst();
		}

		@Override
		public String toString() {
			return "HostChain[certificates=%d, key=******]".formatted(this.certificates.size());
		}

	}

	/**
	 * Thrown when certificate and key can't be used; the message says why and quotes
	 * nothing.
	 */
	static final class UnusableCertificateException extends Exception {

		UnusableCertificateException(String message) {
			super(message);
		}

	}

}
