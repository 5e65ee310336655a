package io.cosymesh.cli.mesh;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.cosymesh.cli.console.PlainText;

/**
 * The contents of a certificate as people read them.
 */
final class CertificateText {

	private static final List<String> USAGES = List.of("Digital Signature", "Non Repudiation", "Key Encipherment",
			"Data Encipherment", "Key Agreement", "Certificate Sign", "CRL Sign", "Encipher Only", "Decipher Only");

	private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

	private CertificateText() {
	}

	static List<X509Certificate> parse(String pem) {
		try {
			return CertificateFactory.getInstance("X.509")
				.generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
				.stream()
				.map(X509Certificate.class::cast)
				.toList();
		}
		catch (CertificateException ex) {
			return List.of();
		}
	}

	static List<String> lines(X509Certificate certificate) {
		List<String> lines = new ArrayList<>();
		lines.add("Certificate:");
		add(lines, "Version", String.valueOf(certificate.getVersion()));
		add(lines, "Serial Number", COLONS.formatHex(certificate.getSerialNumber().toByteArray()));
		add(lines, "Signature Algorithm", certificate.getSigAlgName());
		add(lines, "Issuer", certificate.getIssuerX500Principal().getName());
		add(lines, "Not Before", certificate.getNotBefore().toInstant().toString());
		add(lines, "Not After", certificate.getNotAfter().toInstant().toString());
		add(lines, "Subject", certificate.getSubjectX500Principal().getName());
		add(lines, "Public Key", key(certificate));
		add(lines, "Subject Alternative Name", names(certificate));
		add(lines, "Key Usage", usage(certificate));
		add(lines, "Extended Key Usage", extendedUsage(certificate));
		add(lines, "Basic Constraints", (certificate.getBasicConstraints() < 0) ? "CA: no" : "CA: yes");
		add(lines, "SHA-256 Fingerprint", fingerprint(certificate));
		return lines;
	}

	private static void add(List<String> lines, String title, String value) {
		lines.add("    %s: %s".formatted(title, value.isEmpty() ? Figures.NONE : PlainText.of(value)));
	}

	private static String key(X509Certificate certificate) {
		return switch (certificate.getPublicKey()) {
			case ECPublicKey ec -> "EC, %d bits".formatted(ec.getParams().getCurve().getField().getFieldSize());
			case RSAPublicKey rsa -> "RSA, %d bits".formatted(rsa.getModulus().bitLength());
			case java.security.PublicKey other -> other.getAlgorithm();
		};
	}

	private static String names(X509Certificate certificate) {
		try {
			Collection<List<?>> names = certificate.getSubjectAlternativeNames();
			return (names == null) ? ""
					: names.stream().map((name) -> kind(name.get(0)) + name.get(1)).collect(Collectors.joining(", "));
		}
		catch (CertificateException ex) {
			return "unreadable";
		}
	}

	private static String kind(Object number) {
		return switch (number.toString()) {
			case "6" -> "URI:";
			case "2" -> "DNS:";
			case "7" -> "IP:";
			case String other -> other + ":";
		};
	}

	private static String usage(X509Certificate certificate) {
		boolean[] bits = certificate.getKeyUsage();
		return (bits == null) ? ""
				: IntStream.range(0, Math.min(bits.length, USAGES.size()))
					.filter((bit) -> bits[bit])
					.mapToObj(USAGES::get)
					.collect(Collectors.joining(", "));
	}

	private static String extendedUsage(X509Certificate certificate) {
		try {
			List<String> usages = certificate.getExtendedKeyUsage();
			return (usages == null) ? "" : usages.stream().map((oid) -> switch (oid) {
				case "1.3.6.1.5.5.7.3.1" -> "TLS Server";
				case "1.3.6.1.5.5.7.3.2" -> "TLS Client";
				default -> oid;
			}).collect(Collectors.joining(", "));
		}
		catch (CertificateException ex) {
			return "unreadable";
		}
	}

	private static String fingerprint(X509Certificate certificate) {
		try {
			return COLONS.formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
		}
		catch (GeneralSecurityException ex) {
			return "unreadable";
		}
	}

}
