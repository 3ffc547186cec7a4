//! A page that breaks the other rules.

use web_sys::window;

#[component]
fn TooMuch(a: A, b: B, c: C, d: D, e: E, f: F, #[prop(optional)] g: G<H, I>) -> impl IntoView {
    let path = "/debts/new";

    view! {
        <div class="c-no-such-class__part" inner_html=path style="color: red">
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
            <p>"one more line"</p>
        </div>
    }
}
