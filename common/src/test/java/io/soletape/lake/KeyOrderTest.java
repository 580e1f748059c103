package io.soletape.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

  @Test
  void columnsThatTellMostRowsApartComeFirstAndTheOthersKeepTheirOrder() {
    assertThat(KeyOrder.of(List.of("bar_date", "platform", "sku", "size_key", "region_code")))
        .containsExactly("sku", "size_key", "bar_date", "platform", "region_code");
    assertThat(KeyOrder.of(List.of("sku", "request_id"))).containsExactly("request_id", "sku");
  }
}
