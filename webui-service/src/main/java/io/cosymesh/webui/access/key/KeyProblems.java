package io.cosymesh.webui.access.key;

import java.time.Duration;
import java.util.Collection;

import org.springframework.http.HttpStatus;

import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.webui.access.Scope;

/**
 * Refusals that have to do with keys, one for each way to be wrong.
 */
final class KeyProblems {

	private KeyProblems() {
	}

	static ProblemException unknown() {
		return ProblemException.of(HttpStatus.NOT_FOUND, "key-not-found", "No such key",
				"There is no key of that id among those you may see");
	}

	static ProblemException ofFile() {
		return ProblemException.of(HttpStatus.CONFLICT, "key-of-file", "Key of a file",
				"This key is whatever is in the gateway's file; replace the file to replace it");
	}

	static ProblemException otherTenant() {
		return ProblemException
			.of(HttpStatus.FORBIDDEN, "other-tenant", "Forbidden",
					"Only administrators of the tenant 'default' manage keys of other tenants")
			.withField("tenant");
	}

	static ProblemException otherOwner() {
		return ProblemException
			.of(HttpStatus.FORBIDDEN, "other-owner", "Forbidden", "Only administrators make keys for others")
			.withField("owner");
	}

	static ProblemException scopesBeyond(Collection<Scope> own) {
		return ProblemException
			.of(HttpStatus.FORBIDDEN, "scope-beyond", "Forbidden",
					"A key can have no more scopes than you have: " + String.join(", ", Scope.words(own)))
			.withField("scopes");
	}

	static ProblemException tooMany(int limit) {
		return ProblemException.of(HttpStatus.CONFLICT, "too-many-keys", "Too many keys",
				"The owner has %d keys already; revoke one first".formatted(limit));
	}

	static ProblemException rotatedMeanwhile() {
		return ProblemException.of(HttpStatus.CONFLICT, "key-rotated", "Key rotated",
				"Somebody else rotated the key at this moment; rotate it again if their secret isn't known to you");
	}

	static ProblemException tooFast(Duration wait) {
		return ProblemException
			.of(HttpStatus.TOO_MANY_REQUESTS, "key-rate-limited", "Too many requests",
					"The key is used more often than its requests per minute allow; slow down")
			.withRetryAfter(wait);
	}

	static ProblemException usedUp(Duration untilMidnight) {
		return ProblemException
			.of(HttpStatus.TOO_MANY_REQUESTS, "key-quota-used", "Quota used up",
					"The key has been used as often as it may be in a day; the next one begins at midnight UTC")
			.withRetryAfter(untilMidnight);
	}

}
