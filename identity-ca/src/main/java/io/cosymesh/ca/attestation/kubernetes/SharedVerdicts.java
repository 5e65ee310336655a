package io.cosymesh.ca.attestation.kubernetes;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.cosymesh.ca.attestation.BearerDocument;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * Has one review serve everybody who shows the same token while it is under way. That
 * proves no more than a review of their own would: a ServiceAccount token may be shown
 * again as long as it is valid. A finished review serves nobody else.
 */
final class SharedVerdicts {

	// The map holds whole tokens, but only while a caller of each holds it as well.
	private final Map<BearerDocument, CompletableFuture<ReviewedToken>> underWay = new ConcurrentHashMap<>();

	ReviewedToken of(BearerDocument token, Supplier<ReviewedToken> review) {
		CompletableFuture<ReviewedToken> mine = new CompletableFuture<>();
		CompletableFuture<ReviewedToken> others = this.underWay.putIfAbsent(token, mine);
		return (others != null) ? await(others) : review(token, mine, review);
	}

	private ReviewedToken review(BearerDocument token, CompletableFuture<ReviewedToken> mine,
			Supplier<ReviewedToken> review) {
		try {
			ReviewedToken verdict = review.get();
			mine.complete(verdict);
			return verdict;
		}
		catch (RuntimeException | Error ex) {
			mine.completeExceptionally(ex);
			throw ex;
		}
		finally {
			this.underWay.remove(token, mine);
		}
	}

	private static ReviewedToken await(CompletableFuture<ReviewedToken> verdict) {
		try {
			return verdict.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof RefusedException refusal) {
				throw refusal;
			}
			throw ex;
		}
	}

}
