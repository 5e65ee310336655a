package io.cosymesh.identity.test;

import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.svid.SvidRefusal;

/**
 * The conformance matrix: what a peer may present and what becomes of it.
 *
 * @param name what the case is about
 * @param svid makes what the peer presents
 * @param refusal why it is refused, or {@code null} when it is accepted
 */
public record ConformanceCase(String name, Function<WrongSvids, TestSvid> svid, @Nullable SvidRefusal refusal) {

	private static final String BASE = "spiffe://cosymesh.local";

	private static final String PATH = "/ns/cosymesh/sa/backend-api";

	/**
	 * Returns what must be refused.
	 */
	public static Stream<ConformanceCase> refused() {
		return Stream.of(x1toX6(), x7toX10(), ids()).flatMap(Function.identity());
	}

	/**
	 * Returns what is unusual, and right.
	 */
	public static Stream<ConformanceCase> accepted() {
		return Stream.of(right("extra DNS SAN (X-1)", WrongSvids::extraDnsSan),
				right("no subject, critical SAN (X-3)", WrongSvids::withoutSubject),
				right("keyAgreement beside digitalSignature (X-5)", WrongSvids::withKeyAgreement),
				right("no extended key usage (X-6)", WrongSvids::withoutExtendedKeyUsage),
				right("root appended (X-10)", WrongSvids::chainWithRootAppended),
				right("constrained intermediate (C-4)", WrongSvids::belowConstrainedIntermediate),
				right("RSA key", WrongSvids::rsa),
				right("longest ID (ID-4)", (wrong) -> wrong.withId(longest(BASE + "/", 2048))),
				right("every character of a path (ID-3)", (wrong) -> wrong.withId(BASE + "/azAZ09-._/..a/a../.../x")),
				right("upper-case path is another name, and a good one (ID-5)",
						(wrong) -> wrong.withId(BASE + "/NS/Cosymesh")));
	}

	private static Stream<ConformanceCase> x1toX6() {
		return Stream.of(wrong("X-1 two SPIFFE IDs", WrongSvids::withTwoUriSans, SvidRefusal.SEVERAL_URI_SANS),
				wrong("X-1 second URI of another scheme", WrongSvids::withForeignUriSan, SvidRefusal.SEVERAL_URI_SANS),
				wrong("X-1 DNS SAN only", WrongSvids::withoutUriSan, SvidRefusal.NO_SPIFFE_ID),
				wrong("X-1 no SAN", WrongSvids::withoutSan, SvidRefusal.NO_SPIFFE_ID),
				wrong("X-2 no path", WrongSvids::withRootPath, SvidRefusal.NO_WORKLOAD_PATH),
				wrong("X-4 CA:TRUE", WrongSvids::withCaTrue, SvidRefusal.SIGNING_CERTIFICATE),
				wrong("X-5 no key usage", WrongSvids::withoutKeyUsage, SvidRefusal.KEY_USAGE_NOT_CRITICAL),
				wrong("X-5 key usage not critical", WrongSvids::keyUsageNotCritical,
						SvidRefusal.KEY_USAGE_NOT_CRITICAL),
				wrong("X-5 keyCertSign", WrongSvids::withKeyCertSign, SvidRefusal.WRONG_KEY_USAGE),
				wrong("X-5 cRLSign", WrongSvids::withCrlSign, SvidRefusal.WRONG_KEY_USAGE),
				wrong("X-5 no digitalSignature", WrongSvids::withoutDigitalSignature, SvidRefusal.WRONG_KEY_USAGE),
				wrong("X-6 serverAuth only", WrongSvids::serverAuthOnly, SvidRefusal.WRONG_EXTENDED_KEY_USAGE),
				wrong("X-6 clientAuth only", WrongSvids::clientAuthOnly, SvidRefusal.WRONG_EXTENDED_KEY_USAGE),
				wrong("X-6 codeSigning only", WrongSvids::codeSigningOnly, SvidRefusal.WRONG_EXTENDED_KEY_USAGE));
	}

	private static Stream<ConformanceCase> x7toX10() {
		return Stream.of(
				wrong("X-7 other trust domain", WrongSvids::otherTrustDomain, SvidRefusal.UNKNOWN_TRUST_DOMAIN),
				wrong("X-7 ID of another trust domain, our CA", WrongSvids::forOtherTrustDomain,
						SvidRefusal.UNKNOWN_TRUST_DOMAIN),
				wrong("X-7 trust domain with an underscore (ID-2), which nobody vouches for",
						(wrong) -> wrong.withId("spiffe://cosy_mesh.local" + PATH), SvidRefusal.UNKNOWN_TRUST_DOMAIN),
				wrong("X-7 stranger of the same name", WrongSvids::signedByStranger, SvidRefusal.UNTRUSTED_CHAIN),
				wrong("X-7 self-signed", WrongSvids::selfSigned, SvidRefusal.UNTRUSTED_CHAIN),
				wrong("X-7 self-signed before our intermediate", WrongSvids::selfSignedWithRightIntermediate,
						SvidRefusal.UNTRUSTED_CHAIN),
				wrong("X-8 the CA itself", WrongSvids::theCaItself, SvidRefusal.NO_WORKLOAD_PATH),
				wrong("X-8 signed by a workload", WrongSvids::signedByWorkload, SvidRefusal.UNTRUSTED_CHAIN),
				wrong("X-10 expired", WrongSvids::expired, SvidRefusal.EXPIRED),
				wrong("X-10 not yet valid", WrongSvids::notYetValid, SvidRefusal.NOT_YET_VALID),
				wrong("X-10 unordered chain", WrongSvids::unorderedChain, SvidRefusal.UNTRUSTED_CHAIN),
				wrong("X-10 intermediate missing", WrongSvids::incompleteChain, SvidRefusal.UNTRUSTED_CHAIN),
				wrong("X-10 too many certificates", WrongSvids::tooLongChain, SvidRefusal.CHAIN_TOO_LONG),
				wrong("X-10 Ed25519", WrongSvids::ed25519, SvidRefusal.UNSUPPORTED_KEY),
				wrong("intermediate expired", WrongSvids::belowExpiredIntermediate, SvidRefusal.EXPIRED),
				wrong("intermediate may not sign", WrongSvids::belowIntermediateWithoutKeyCertSign,
						SvidRefusal.UNTRUSTED_CHAIN),
				wrong("C-4 intermediate of another domain", WrongSvids::belowIntermediateForOtherDomain,
						SvidRefusal.UNTRUSTED_CHAIN),
				wrong("ID-6 authority with a path", WrongSvids::belowIntermediateWithPath,
						SvidRefusal.WRONG_AUTHORITY_ID));
	}

	private static Stream<ConformanceCase> ids() {
		return Stream.of(badId("ID-1 other scheme", "https://cosymesh.local" + PATH),
				badId("ID-1 no trust domain", "spiffe://" + PATH), badId("ID-1 query", BASE + PATH + "?a=b"),
				badId("ID-1 fragment", BASE + PATH + "#a"), badId("ID-1 user", "spiffe://me@cosymesh.local" + PATH),
				badId("ID-1 port", BASE + ":443" + PATH), badId("ID-2 upper case", "spiffe://COSYMESH.local" + PATH),
				badId("ID-2 percent", "spiffe://cosymesh%2elocal" + PATH), badId("ID-2 IPv6", "spiffe://[::1]" + PATH),
				badId("ID-3 empty segment", BASE + "//a"), badId("ID-3 dot", BASE + "/a/./b"),
				badId("ID-3 dot dot", BASE + "/a/../b"), badId("ID-3 trailing slash", BASE + PATH + "/"),
				badId("ID-3 percent", BASE + "/backend%2Dapi"), badId("ID-3 other characters", BASE + "/a+b"),
				badId("ID-4 2049 bytes", longest(BASE + "/", 2049)),
				badId("ID-4 trust domain of 256 bytes", longest("spiffe://", "spiffe://".length() + 256) + PATH),
				badId("ID-5 scheme in upper case", "SPIFFE://cosymesh.local" + PATH));
	}

	private static ConformanceCase right(String name, Function<WrongSvids, TestSvid> svid) {
		return new ConformanceCase(name, svid, null);
	}

	private static ConformanceCase wrong(String name, Function<WrongSvids, TestSvid> svid, SvidRefusal refusal) {
		return new ConformanceCase(name, svid, refusal);
	}

	private static ConformanceCase badId(String name, String id) {
		return wrong(name, (wrong) -> wrong.withId(id), SvidRefusal.INVALID_SPIFFE_ID);
	}

	private static String longest(String start, int length) {
		return start + "a".repeat(length - start.length());
	}

	@Override
	public String toString() {
		return this.name;
	}

}
