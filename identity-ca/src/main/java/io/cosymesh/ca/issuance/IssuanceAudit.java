package io.cosymesh.ca.issuance;

import java.math.BigInteger;
import java.net.InetAddress;
import java.security.cert.X509Certificate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.ca.attestation.Attestation;
import io.cosymesh.ca.refusal.LogText;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * One log line for every SVID issued and every application refused.
 */
final class IssuanceAudit {

	private static final Logger logger = LoggerFactory.getLogger(IssuanceAudit.class);

	void issued(Attestation attestation, X509Certificate leaf, InetAddress source) {
		logger.info("event=svid-issued spiffeId={} serial={} notAfter={} attestor={} source={}", attestation.workload(),
				hex(leaf.getSerialNumber()), leaf.getNotAfter().toInstant(), attestation.attestor(),
				source.getHostAddress());
	}

	void renewed(Attestation attestation, BigInteger previous, X509Certificate leaf, InetAddress source) {
		logger.info("event=svid-renewed spiffeId={} serial={} previousSerial={} notAfter={} attestor={} source={}",
				attestation.workload(), hex(leaf.getSerialNumber()), hex(previous), leaf.getNotAfter().toInstant(),
				attestation.attestor(), source.getHostAddress());
	}

	void refused(Applicant applicant, RefusedException refusal, InetAddress source) {
		logger.warn("event=svid-refused reason={} {} detail=\"{}\" source={}", refusal.refusal().code(),
				subject(applicant, refusal), refusal.getMessage(), source.getHostAddress());
	}

	private static String subject(Applicant applicant, RefusedException refusal) {
		return switch (applicant) {
			case Applicant.Holder holder -> "peer=%s serial=%s".formatted(holder.id(), hex(holder.serial()));
			case Applicant.Stranger _, Applicant.Nobody _ ->
				"claimed=" + refusal.claimedName().map(LogText::safe).orElse("-");
		};
	}

	private static String hex(BigInteger serial) {
		return serial.toString(16);
	}

}
