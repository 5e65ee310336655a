package io.cosymesh.system;

import java.nio.file.Path;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.ViewportSize;

/**
 * Pictures for the documentation, taken by the tests that see the page in that state;
 * only with {@code -Dcosymesh.screenshots=<folder>}, relative to the project's root.
 */
final class Screenshots {

	private static final String FOLDER = System.getProperty("cosymesh.screenshots", "");

	private Screenshots() {
	}

	/**
	 * Takes the whole page, in a window as high as it is: bars stay where they belong.
	 */
	static void page(Page page, String name) {
		if (FOLDER.isEmpty()) {
			return;
		}
		ViewportSize window = page.viewportSize();
		int height = ((Number) page.evaluate("document.documentElement.scrollHeight")).intValue();
		page.setViewportSize(window.width, Math.max(window.height, height));
		page.evaluate("scrollTo(0, 0)");
		page.screenshot(new Page.ScreenshotOptions().setPath(file(name)).setAnimations(ScreenshotAnimations.DISABLED));
		page.setViewportSize(window.width, window.height);
	}

	/** Takes what the window shows. */
	static void window(Page page, String name) {
		if (!FOLDER.isEmpty()) {
			page.screenshot(
					new Page.ScreenshotOptions().setPath(file(name)).setAnimations(ScreenshotAnimations.DISABLED));
		}
	}

	/** Takes one part of the page. */
	static void part(Locator part, String name) {
		if (!FOLDER.isEmpty()) {
			part.screenshot(
					new Locator.ScreenshotOptions().setPath(file(name)).setAnimations(ScreenshotAnimations.DISABLED));
		}
	}

	private static Path file(String name) {
		return Path.of(System.getProperty("cosymesh.root")).resolve(FOLDER).resolve(name + ".png");
	}

}
