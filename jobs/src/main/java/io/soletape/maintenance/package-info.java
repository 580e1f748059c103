/** Keeping the lake: files put together, old versions let go, pinned ones kept. */
package io.soletape.maintenance;
