package io.cosymesh.cli.check;

import java.util.Locale;

import io.cosymesh.cli.console.Paint;

/**
 * How a check went.
 */
enum Result {

	SUCCESS("√", Paint.GREEN), WARNING("‼", Paint.YELLOW), ERROR("×", Paint.RED);

	private final String sign;

	private final Paint paint;

	Result(String sign, Paint paint) {
		this.sign = sign;
		this.paint = paint;
	}

	static Result of(String word) {
		return switch (word) {
			case "success" -> SUCCESS;
			case "warning" -> WARNING;
			default -> ERROR;
		};
	}

	String sign() {
		return this.sign;
	}

	Paint paint() {
		return this.paint;
	}

	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
