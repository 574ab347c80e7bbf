/// The dictionary that every segment begins with (protocol §3): words of the schema and of the envelope, nothing of anybody's. Frozen: a
/// client that holds these bytes under this name can read; another text would be another name. `protocol/dictionary` holds the same bytes.
package enum SegmentDictionary {
    /// `sha256:` and the hash in hexadecimal, as `hello` names it.
    package static let name = "sha256:0e6fc02a2967169707fea812407e608a6b73f1980c0387e0641ed912894f927b"

    package static let bytes = Array(text.utf8)

    /// Most frequent last, where a distance is shortest; shorter than the window, so that none of it is out of reach.
    private static let text = #"""
        "pending","open","closed","cancelled","approved","draft","corrected","active","fixed","monthly","day","annual","sick","p\#
        ersonal","deduction","information","earning","import","published"]]},{"in":"e/1","c":"department","cols":["id","rev","na\#
        me","parent","organization","manager","status","source","remote_id"],"rows":[["]]},{"in":"e/1","c":"announcement","cols"\#
        :["id","rev","texts","status","from_date","until_date","pinned","published_by","published_at"],"rows":[["]]},{"in":"e/1"\#
        ,"c":"employee","cols":["id","rev","staff_no","full_name","gender","mobile_phone","work_email","company_id","department"\#
        ,"designation","reports_to","date_of_joining","final_confirmation_date","employment_type","employment_status","relieving\#
        _date","leaving_reason","work_location","jurisdiction","attendance_device_id","source","remote_id","created_at","modifie\#
        d_at"],"rows":[["]]},{"in":"e/1","c":"contract","cols":["id","rev","employee","contract_reference","contract_company","c\#
        ontract_type","contract_period_type","start_date","end_date","trial_end_date","first_contract_start_date","renewal_count\#
        ","wage","currency","wage_type","pay_frequency","working_schedule","notice_period_days","status","document","termination\#
        _date","termination_reason","termination_initiator","source","remote_id","modified_at"],"rows":[["]]},{"in":"e/1","c":"l\#
        eave_balance","cols":["id","rev","employee","leave_type","unit","from_date","to_date","entitled","used","pending","balan\#
        ce","entries","source","remote_id","modified_at"],"rows":[["]]},{"in":"e/1","c":"task","cols":["id","rev","kind","title"\#
        ,"subject_collection","subject_id","status","due_date","overdue","assignee","created_at","done_at","history"],"rows":[["\#
        ]]},{"in":"e/1","c":"payslip","cols":["id","rev","employee","payroll_run","period","start_date","end_date","posting_date\#
        ","pay_date","published_at","status","version","amended_from","superseded_by","correction_reason","currency","total_work\#
        ing_days","payment_days","leave_without_pay","absent_days","gross_pay","total_deduction","net_pay","year_to_date","payme\#
        nt_status","mode_of_payment","bank_account_masked","lines","answer","seen_at","agreed_at","disputed_at","disputed_line",\#
        "answer_note","history","source","remote_id"],"rows":[["]]},{"in":"e/1","c":"contribution","cols":["id","rev","employee"\#
        ,"contribution_month","insurance_type","contribution_base","employer_rate_ppm","employee_rate_ppm","employer_amount","em\#
        ployee_amount","status","paid_on","topped_up_on","reason","jurisdiction","rule_version","source","remote_id"],"rows":[["\#
        ,"2026-10","housing_fund","2026-11","work_injury","unemployment","medical","pension",0,0,"paid",null,null,null,null,null\#
        ,null],["{"jsonrpc":"2.0","method":"sync.poke","params":{}}\#n{"jsonrpc":"2.0","method":"sync.delta","params":{"from":"{\#
        "jsonrpc":"2.0","id":1,"method":"sync.subscribe","params":{"mode":"delta","credit":4,"cur":"","wait_s":25}}\#n{"jsonrpc"\#
        :"2.0","id":2,"result":{"reset":true,"feeds":["t","q/hr"],"drop":["gone":[{"in":"t","c":"ids":["put":[{"in":"q/"],"cur":\#
        "","more":true,"left":{"rows":1,"ckpt":"","tt":"AA","dur":{"lm":{"dig":{"e/1":{"contribution":"10.","payslip":"1.","leav\#
        e_balance":""}},"more":false,"lm":{"{"jsonrpc":"2.0","id":1,"method":"sync.credit","params":{"{"jsonrpc":"2.0","id":3,"r\#
        esult":{}}\#n{"jsonrpc":"2.0","id":4,"result":{"t_ms":17{"jsonrpc":"2.0","id":2,"result":{"put":[{"in":"e/184","c":"{"js\#
        onrpc":"2.0","id":2,"result":{"more":false}}\#n{"jsonrpc":"2.0","id":2,"method":"sync.pull","params":{"cur":""}}\#n
        """#
}
