import re

import pytest

ORDER = """
<Order><SiteId>743</SiteId>
  <AreaCodeSearchAndOrderType><AreaCode>919</AreaCode><Quantity>1</Quantity></AreaCodeSearchAndOrderType>
</Order>"""


@pytest.mark.parametrize("nth", ["one", "another"])
def test_buys_the_first_number_of_its_own_world(world, nth):
    created = world.call("POST", "/orders", ORDER)
    world.advance()
    order = world.call("GET", "/orders/" + re.search("<id>(.*)</id>", created)[1])
    assert "<OrderStatus>COMPLETE</OrderStatus>" in order
    assert "<FullNumber>9192340000</FullNumber>" in order
